package org.dsp.apps;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Limits;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The least daemon that the programs work with: one node, one container, no prefetching, all under
 * one lock. It shows that the programs use the library rightly, not that a daemon is right.
 */
public final class LocalNode implements AutoCloseable {
    /** The id of this node. */
    public static final int NODE = 7;

    private final Path folder;
    private final Path socket;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<Integer, Attached> bound = new HashMap<>();
    private final List<Attached> all = new ArrayList<>();
    private final Map<Integer, Integer> remote = new HashMap<>();
    private ServerSocketChannel server;
    private int generation;
    private int tag;
    private long sent;

    /** A node that listens. */
    public LocalNode() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "app");
        socket = folder.resolve("s");
        start();
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    /** Whether {@code endpoint} is bound. */
    public synchronized boolean isBound(int endpoint) {
        return bound.containsKey(endpoint);
    }

    /** Whether the process at {@code endpoint} waits for a message of anybody. */
    public synchronized boolean isReceiving(int endpoint) {
        Attached process = bound.get(endpoint);
        return process != null && process.receives();
    }

    /** Which node {@code endpoint} was last said to be on, or -1. */
    public synchronized int remoteNode(int endpoint) {
        return remote.getOrDefault(endpoint, -1);
    }

    /** Listens, after a {@link #stop}. */
    public void start() throws IOException {
        ServerSocketChannel fresh = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        fresh.bind(UnixDomainSocketAddress.of(socket));
        server = fresh;
        Thread thread = new Thread(() -> accept(fresh), "local node");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends as a daemon that is killed. */
    public void stop() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        List<Attached> open;
        synchronized (this) {
            open = List.copyOf(all);
        }
        for (Attached process : open) {
            process.channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        timer.shutdownNow();
        Files.delete(folder);
    }

    private void accept(ServerSocketChannel from) {
        try {
            while (true) {
                Attached process = new Attached(from.accept());
                synchronized (this) {
                    all.add(process);
                }
                Thread thread = new Thread(process::read, "local node's reader");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // It was stopped.
            assert !from.isOpen();
        }
    }

    /** One copy under way. */
    private record Copy(
            Attached requester,
            Attached from,
            Attached to,
            int fromAddress,
            int toAddress,
            int bytes) {}

    private final class Attached {
        private final SocketChannel channel;
        private int endpoint = Endpoints.NONE;
        private AttachFrame call = new AttachFrame();
        private boolean open;
        private final List<Attached> senders = new ArrayList<>();
        private Attached answerer;
        private Copy copy;
        private int copied;

        Attached(SocketChannel channel) {
            this.channel = channel;
        }

        boolean receives() {
            return open && (call.op() == AttachOp.RECEIVE || call.op() == AttachOp.RCVRQST);
        }

        void read() {
            ByteBuffer in = ByteBuffer.allocate(1 << 18);
            try (channel) {
                while (channel.read(in) >= 0) {
                    in.flip();
                    while (takeFrame(in)) {
                        in.mark();
                    }
                    in.compact();
                }
            } catch (IOException e) {
                // It died, or this node was stopped.
                open = false;
            }
            synchronized (LocalNode.this) {
                all.remove(this);
                unbind();
            }
        }

        private boolean takeFrame(ByteBuffer in) throws IOException {
            if (in.remaining() < AttachFrame.BYTES) {
                return false;
            }
            in.mark();
            AttachFrame frame = new AttachFrame();
            in.get(frame.array());
            if (in.remaining() < frame.length()) {
                in.reset();
                return false;
            }
            byte[] payload = new byte[frame.length()];
            in.get(payload);
            synchronized (LocalNode.this) {
                handle(frame, payload);
            }
            return true;
        }

        private void handle(AttachFrame frame, byte[] payload) throws IOException {
            switch (frame.op()) {
                case AttachOp.CANCEL -> {
                    if (open && frame.call() == call.call()) {
                        end(ErrorCode.EDVSINTR.number());
                    }
                }
                case AttachOp.READ_DATA -> readData(frame, payload);
                case AttachOp.WRITE_ACK -> writeAck(frame);
                default -> {
                    call = frame;
                    open = true;
                    begin();
                }
            }
        }

        private void begin() throws IOException {
            int op = call.op();
            switch (op) {
                case AttachOp.HELLO -> {
                    Limits limits = Limits.DEFAULT;
                    open = false;
                    write(
                            new AttachFrame()
                                    .start(AttachOp.WELCOME, call.call())
                                    .a0(AttachFrame.VERSION)
                                    .a1(NODE)
                                    .a2(limits.tasks())
                                    .a3(limits.procs())
                                    .bodyInt(0, limits.sysprocs())
                                    .bodyInt(4, 1));
                }
                case AttachOp.BIND -> bind();
                case AttachOp.UNBIND -> {
                    unbind();
                    end(0);
                }
                case AttachOp.RMTBIND -> {
                    remote.put(call.a0(), call.a1());
                    end(call.a0());
                }
                case AttachOp.SEND -> send();
                case AttachOp.SENDREC -> sendrec();
                case AttachOp.RECEIVE, AttachOp.RCVRQST -> {
                    if (senders.isEmpty()) {
                        endLater(call.a1());
                    } else {
                        deliver(senders.remove(0));
                    }
                }
                case AttachOp.REPLY -> {
                    Attached to = bound.get(call.a0());
                    boolean waits = to != null && to.answerer == this;
                    if (waits) {
                        to.message(this);
                    }
                    end(waits ? 0 : ErrorCode.EDVSPROCSTS.number());
                }
                case AttachOp.VCOPY -> vcopy();
                case AttachOp.NODE_INFO -> info();
                default -> throw new IOException("op " + op);
            }
        }

        private void bind() throws IOException {
            if (bound.containsKey(call.a1())) {
                end(ErrorCode.EDVSSLOTUSED.number());
            } else {
                endpoint = call.a1();
                bound.put(endpoint, this);
                generation++;
                end(endpoint);
            }
        }

        private void info() throws IOException {
            if (call.a0() != Endpoints.LOCALNODE && call.a0() != NODE) {
                end(ErrorCode.EDVSBADNODEID.number());
                return;
            }
            open = false;
            String text = "node=" + NODE + "\npxsent=" + sent + "\npxrcvd=" + sent / 2 + "\n";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(new AttachFrame().start(AttachOp.INFO, call.call()).length(bytes.length), bytes);
        }

        private void send() throws IOException {
            Attached to = bound.get(call.a0());
            if (to != null && to.answerer == this) {
                to.message(this);
                end(0);
            } else if (to != null && to.receives()) {
                to.message(this);
                end(0);
            } else {
                end(to == null ? ErrorCode.EDVSNOTBIND.number() : ErrorCode.EDVSAGAIN.number());
            }
        }

        private void sendrec() throws IOException {
            Attached to = bound.get(call.a0());
            if (to == null) {
                end(ErrorCode.EDVSNOTBIND.number());
                return;
            }
            endLater(call.a1());
            if (to.receives()) {
                to.deliver(this);
            } else {
                to.senders.add(this);
            }
        }

        /** Gets the message of a process in sendrec, which from now on waits for the answer. */
        private void deliver(Attached sender) throws IOException {
            sender.answerer = this;
            message(sender);
        }

        /** Ends the open call with the message in the other's open call. */
        private void message(Attached sender) throws IOException {
            sent++;
            open = false;
            answerer = null;
            AttachFrame frame =
                    new AttachFrame()
                            .start(AttachOp.MESSAGE, call.call())
                            .a1(NODE)
                            .a2(generation)
                            .a3(1);
            System.arraycopy(
                    sender.call.array(),
                    AttachFrame.BODY,
                    frame.array(),
                    AttachFrame.BODY,
                    AttachFrame.BYTES - AttachFrame.BODY);
            write(frame.bodyInt(0, sender.endpoint));
        }

        private void vcopy() throws IOException {
            Attached from = party(call.a0());
            Attached to = party(call.a1());
            if (from == null || to == null || !from.open || !to.open) {
                end(ErrorCode.EDVSPROCSTS.number());
                return;
            }
            copied = 0;
            copy = new Copy(this, from, to, call.bodyInt(0), call.bodyInt(4), call.a2());
            nextChunk();
        }

        private Attached party(int number) {
            return number == Endpoints.SELF ? this : bound.get(number);
        }

        private void nextChunk() throws IOException {
            int bytes = Math.min(AttachFrame.MAX_PAYLOAD, copy.bytes() - copied);
            if (bytes == 0) {
                end(copied);
                return;
            }
            Attached from = copy.from();
            from.copy = copy;
            copy.to().copy = copy;
            from.write(
                    new AttachFrame()
                            .start(AttachOp.READ, from.call.call())
                            .a0(++tag)
                            .a1(copy.fromAddress() + copied)
                            .a2(bytes));
        }

        private void readData(AttachFrame frame, byte[] payload) throws IOException {
            Attached requester = copy.requester();
            if (frame.a1() < 0) {
                requester.end(frame.a1());
                return;
            }
            Attached to = copy.to();
            to.write(
                    new AttachFrame()
                            .start(AttachOp.WRITE, to.call.call())
                            .a0(++tag)
                            .a1(copy.toAddress() + requester.copied)
                            .length(payload.length),
                    payload);
        }

        private void writeAck(AttachFrame frame) throws IOException {
            Attached requester = copy.requester();
            if (frame.a1() < 0) {
                requester.end(frame.a1());
            } else {
                requester.copied += frame.a1();
                requester.nextChunk();
            }
        }

        private void endLater(int millis) {
            if (millis >= 0) {
                AttachFrame present = call;
                var unused = timer.schedule(() -> timeOut(present), millis, TimeUnit.MILLISECONDS);
            }
        }

        private void timeOut(AttachFrame which) {
            synchronized (LocalNode.this) {
                if (open && call == which) {
                    endQuietly(ErrorCode.EDVSTIMEDOUT.number());
                }
            }
        }

        private void end(int code) throws IOException {
            open = false;
            answerer = null;
            bound.values().forEach(process -> process.senders.remove(this));
            write(new AttachFrame().start(AttachOp.RESULT, call.call()).a0(code).a1(generation));
        }

        private void endQuietly(int code) {
            try {
                end(code);
            } catch (IOException e) {
                // It has gone meanwhile; its reader sees that too.
                open = false;
            }
        }

        private void unbind() {
            if (!bound.remove(endpoint, this)) {
                return;
            }
            for (Iterator<Attached> i = List.copyOf(senders).iterator(); i.hasNext(); ) {
                i.next().endQuietly(ErrorCode.EDVSDSTDIED.number());
            }
            for (Attached other : List.copyOf(bound.values())) {
                other.senders.remove(this);
                if (other.answerer == this) {
                    other.endQuietly(ErrorCode.EDVSSRCDIED.number());
                }
            }
        }

        private void write(AttachFrame frame, byte... payload) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(AttachFrame.BYTES + payload.length);
            bytes.put(frame.array()).put(payload).flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
