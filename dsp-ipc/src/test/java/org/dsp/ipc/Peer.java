package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/** The daemon's end of one connection, as a test plays it. */
final class Peer {
    /** A frame as it came, with how many frames came with it in the same read before it. */
    record Received(AttachFrame frame, ByteBuffer payload, int read) {
        int op() {
            return frame.op();
        }
    }

    private static final Received END = new Received(new AttachFrame(), ByteBuffer.allocate(0), 0);

    private final SocketChannel channel;
    private final FakeDaemon daemon;
    private final BlockingQueue<Received> frames = new LinkedBlockingQueue<>();
    private final List<AttachFrame> unbinds = new CopyOnWriteArrayList<>();
    private boolean announced;
    private final Thread reader = new Thread(this::readAll, "fake daemon's reader");
    private volatile boolean mute;

    Peer(SocketChannel channel, FakeDaemon daemon) {
        this.channel = channel;
        this.daemon = daemon;
    }

    void start() {
        reader.setDaemon(true);
        reader.start();
    }

    /** From now on nothing is answered by itself. */
    void mute() {
        mute = true;
    }

    private void readAll() {
        ByteBuffer in = ByteBuffer.allocate(1 << 18);
        try {
            for (int read = 1; channel.read(in) >= 0; read++) {
                in.flip();
                while (in.remaining() >= AttachFrame.BYTES) {
                    AttachFrame frame = new AttachFrame();
                    in.mark();
                    in.get(frame.array());
                    if (in.remaining() < frame.length()) {
                        in.reset();
                        break;
                    }
                    byte[] payload = new byte[frame.length()];
                    in.get(payload);
                    handle(new Received(frame, ByteBuffer.wrap(payload), read));
                }
                in.compact();
            }
        } catch (IOException e) {
            frames.add(END);
            return;
        }
        frames.add(END);
    }

    private void handle(Received received) {
        int op = received.op();
        if (op == AttachOp.HELLO) {
            write(daemon.welcome());
        } else if (op == AttachOp.BIND) {
            write(daemon.bind(received.frame()));
            announce();
        } else if (op == AttachOp.UNBIND && !mute) {
            unbinds.add(received.frame());
            write(new AttachFrame().start(AttachOp.RESULT, received.frame().call()));
        } else {
            announce();
            frames.add(received);
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            daemon.ready(this);
        }
    }

    /** How many UNBINDs came. */
    int unbinds() {
        return unbinds.size();
    }

    /** The next frame. */
    Received next() {
        try {
            Received received = frames.poll(10, TimeUnit.SECONDS);
            assertThat(received).as("a frame").isNotNull();
            return received;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next frame, which must be of this kind. */
    AttachFrame expect(int op) {
        return expectWithPayload(op).frame();
    }

    /** The next frame, which must be of this kind, with what came behind it. */
    Received expectWithPayload(int op) {
        Received received = next();
        assertThat(received).as("a frame, not the end").isNotSameAs(END);
        assertThat(received.op()).as("op").isEqualTo(op);
        return received;
    }

    /** The program closes the connection next. */
    void expectEnd() {
        assertThat(next()).as("the end").isSameAs(END);
    }

    /** Nothing has come. */
    void expectNothing() {
        assertThat(frames).isEmpty();
    }

    void result(AttachFrame call, int code) {
        result(call, code, 0);
    }

    void result(AttachFrame call, int code, int detail) {
        write(new AttachFrame().start(AttachOp.RESULT, call.call()).a0(code).a1(detail));
    }

    /** Ends a call with a message, from node 3, generation 9, pid 99. */
    void message(AttachFrame call, Message message) {
        write(message(call.call(), message));
    }

    /** Ends a call with a message and sends others ahead, in one write; tags from 1 on. */
    void messages(AttachFrame call, Message first, Message... ahead) {
        byte[][] all = new byte[1 + ahead.length][];
        all[0] = message(call.call(), first).array();
        for (int i = 0; i < ahead.length; i++) {
            all[i + 1] = prefetched(i + 1, ahead[i]).array();
        }
        writeBytes(all);
    }

    static AttachFrame message(int call, Message message) {
        AttachFrame frame = new AttachFrame().start(AttachOp.MESSAGE, call).a1(3).a2(9).a3(99);
        message.bytesTo(frame.array(), AttachFrame.BODY);
        return frame;
    }

    static AttachFrame prefetched(int tag, Message message) {
        return message(0, message).flags(AttachFrame.FLAG_PREFETCHED).a0(tag);
    }

    void retract(int tag) {
        write(new AttachFrame().start(AttachOp.RETRACT, 0).a0(tag));
    }

    void read(int call, int tag, int address, int bytes) {
        write(new AttachFrame().start(AttachOp.READ, call).a0(tag).a1(address).a2(bytes));
    }

    void write(int call, int tag, int address, byte[] bytes) {
        AttachFrame frame = new AttachFrame().start(AttachOp.WRITE, call).a0(tag).a1(address);
        writeBytes(frame.length(bytes.length).array(), bytes);
    }

    void text(int op, int call, int a0, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        AttachFrame frame = new AttachFrame().start(op, call).a0(a0);
        writeBytes(frame.length(bytes.length).array(), bytes);
    }

    void write(AttachFrame frame) {
        writeBytes(frame.array());
    }

    /** Anything, in one write. */
    void writeBytes(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            all.put(part);
        }
        all.flip();
        try {
            while (all.hasRemaining()) {
                channel.write(all);
            }
        } catch (IOException e) {
            throw new AssertionError("the program closed the connection", e);
        }
    }

    /** Closes the connection; on return it is closed, which needs the reader's end. */
    void close() {
        try {
            channel.close();
            reader.join();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
