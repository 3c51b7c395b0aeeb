package org.dsp.daemon;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * A program that goes wrong. Each session is a process of its own to the daemon: it greets, binds
 * an endpoint, makes a few right calls, says one wrong frame, and ends.
 */
final class FuzzedProgram implements Fuzz.Target {
    private static final int FIRST_CLIENT = 100;
    private static final int CLIENTS = 80;
    private static final int FIRST_SERVER = 15;
    private static final int SERVERS = 10;

    /** Every call that there is. */
    private static final List<Integer> KINDS =
            List.of(
                    AttachOp.HELLO,
                    AttachOp.BIND,
                    AttachOp.UNBIND,
                    AttachOp.RMTBIND,
                    AttachOp.WAIT4BIND,
                    AttachOp.WAIT4UNBIND,
                    AttachOp.SEND,
                    AttachOp.RECEIVE,
                    AttachOp.SENDREC,
                    AttachOp.NOTIFY,
                    AttachOp.RCVRQST,
                    AttachOp.REPLY,
                    AttachOp.REPLY_RECEIVE,
                    AttachOp.VCOPY,
                    AttachOp.CANCEL,
                    AttachOp.TAKEN,
                    AttachOp.READ_DATA,
                    AttachOp.WRITE_ACK,
                    AttachOp.NODE_INFO,
                    AttachOp.PROC_INFO);

    private final Path socket;
    private final int server;
    private final int far;
    private final Corruption corruption = new Corruption(AttachFrame.BYTES, KINDS.size());
    private final SentBytes sent = SentBytes.ofProgram();
    private final AtomicLong byes = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    /**
     * A program at a daemon's socket.
     *
     * @param server endpoint there
     * @param far endpoint of node 3
     */
    FuzzedProgram(Path socket, int server, int far) {
        this.socket = socket;
        this.server = server;
        this.far = far;
    }

    @Override
    public SentBytes sent() {
        return sent;
    }

    @Override
    public int all() {
        return corruption.all();
    }

    @Override
    public String outcomes() {
        return "byes=" + byes + " errors=" + errors + " answers=" + answers;
    }

    @Override
    public boolean sawEveryOutcome() {
        return byes.get() > 0 && errors.get() > 0 && answers.get() > 0;
    }

    @Override
    public void input(long number, SplittableRandom random) throws IOException {
        int kind = KINDS.get(corruption.kind(number));
        List<byte[]> session = new ArrayList<>();
        boolean asServer = random.nextBoolean();
        session.add(hello());
        session.add(bind(number, asServer));
        for (int i = random.nextInt(3); i > 0; i--) {
            session.add(frame(asServer ? AttachOp.SEND : AttachOp.SENDREC, 10 - i, random));
        }
        if (kind == AttachOp.HELLO || kind == AttachOp.BIND) {
            int wrong = kind == AttachOp.HELLO ? 0 : 1;
            talk(List.of(), corruption.apply(number, session, wrong, random));
        } else {
            byte[] last = frame(kind, 20, random);
            talk(session, corruption.apply(number, List.of(last), 0, random));
        }
    }

    /** Says right frames, each when the last was answered, then bytes, and reads to the end. */
    private void talk(List<byte[]> right, byte[] bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            try {
                for (byte[] frame : right) {
                    write(channel, frame);
                    read(in);
                }
                write(channel, bytes);
                channel.shutdownOutput();
                while (true) {
                    read(in);
                }
            } catch (EOFException end) {
                return;
            } catch (java.net.SocketException | java.nio.channels.AsynchronousCloseException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                return;
            } catch (IOException brokenOrReset) {
                if (!String.valueOf(brokenOrReset.getMessage())
                        .matches("Broken pipe|Connection reset.*")) {
                    throw brokenOrReset;
                }
                return;
            }
        }
    }

    private void write(SocketChannel channel, byte[] bytes) throws IOException {
        sent.add(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int unused = channel.write(buffer);
        }
    }

    private void read(DataInputStream in) throws IOException {
        AttachFrame frame = new AttachFrame();
        in.readFully(frame.array());
        in.skipNBytes(frame.length());
        switch (frame.op()) {
            case AttachOp.BYE -> byes.incrementAndGet();
            case AttachOp.MESSAGE -> answers.incrementAndGet();
            case AttachOp.RESULT -> {
                if (frame.a0() < 0) {
                    errors.incrementAndGet();
                }
            }
            default -> {
                // WELCOME, INFO, RETRACT, READ, WRITE.
            }
        }
    }

    // ---- right frames

    private static byte[] hello() {
        return new AttachFrame()
                .start(AttachOp.HELLO, 1)
                .a0(AttachFrame.VERSION)
                .a1(AttachFrame.MAGIC)
                .array();
    }

    private static byte[] bind(long number, boolean asServer) {
        int endpoint =
                asServer
                        ? FIRST_SERVER + (int) (number % SERVERS)
                        : FIRST_CLIENT + (int) (number % CLIENTS);
        AttachFrame frame = new AttachFrame().start(AttachOp.BIND, 2).a1(endpoint);
        frame.array()[AttachFrame.BODY] = 'f';
        return frame.array();
    }

    private byte[] frame(int op, int call, RandomGenerator random) {
        AttachFrame frame = new AttachFrame().start(op, call);
        int payload = 0;
        switch (op) {
            case AttachOp.SEND,
                    AttachOp.SENDREC,
                    AttachOp.REPLY,
                    AttachOp.REPLY_RECEIVE,
                    AttachOp.NOTIFY -> {
                byte[] body = new byte[AttachFrame.BYTES - AttachFrame.BODY];
                random.nextBytes(body);
                System.arraycopy(body, 0, frame.array(), AttachFrame.BODY, body.length);
                frame.a0(random.nextInt(4) == 0 ? far : server).a1(random.nextInt(3));
            }
            case AttachOp.RECEIVE, AttachOp.RCVRQST ->
                    frame.a0(Endpoints.ANY).a1(random.nextInt(2)).a2(random.nextInt(4));
            case AttachOp.RMTBIND -> frame.a0(far).a1(3);
            case AttachOp.WAIT4BIND, AttachOp.WAIT4UNBIND -> frame.a0(server).a1(random.nextInt(2));
            case AttachOp.VCOPY ->
                    frame.a0(Endpoints.SELF).a1(server).a2(1 + random.nextInt(4096)).a3(1);
            case AttachOp.READ_DATA -> {
                payload = random.nextInt(200);
                frame.call(0).a0(1).a1(payload).length(payload);
            }
            case AttachOp.WRITE_ACK, AttachOp.TAKEN -> frame.call(0).a0(1).a1(10);
            case AttachOp.NODE_INFO -> frame.a0(-1);
            case AttachOp.PROC_INFO -> frame.a0(0).a1(server);
            default -> {
                // UNBIND, CANCEL: nothing beside.
            }
        }
        return Arrays.copyOf(frame.array(), AttachFrame.BYTES + payload);
    }

    @Override
    public void close() {
        // Nothing stays open between sessions.
    }
}
