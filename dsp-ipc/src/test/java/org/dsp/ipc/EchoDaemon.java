package org.dsp.ipc;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/** A daemon that ends every call at once, in success, with as many messages as it may. */
final class EchoDaemon implements AutoCloseable {
    private static final int NOTHING_TO_COPY = 0;

    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;
    private volatile int address = NOTHING_TO_COPY;

    EchoDaemon() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "ipc");
        socket = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start(this::accept);
    }

    Path socket() {
        return socket;
    }

    /** From now on each SENDREC first reads 64 KiB at this address, and writes them back. */
    void copy(int newAddress) {
        address = newAddress;
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "echo daemon");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                start(() -> serve(channel));
            }
        } catch (IOException e) {
            return;
        }
    }

    private void serve(SocketChannel channel) {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocateDirect(1 << 18);
        AttachFrame call = new AttachFrame();
        AttachFrame frame = new AttachFrame();
        try {
            while (channel.read(in) >= 0) {
                in.flip();
                while (in.remaining() >= AttachFrame.BYTES
                        && in.remaining() >= AttachFrame.BYTES + in.getInt(in.position())) {
                    in.get(frame.array());
                    answer(frame, call, in, out);
                }
                in.compact();
                out.flip();
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                out.clear();
            }
        } catch (IOException e) {
            return;
        }
    }

    private void answer(AttachFrame frame, AttachFrame call, ByteBuffer in, ByteBuffer out) {
        int number = frame.call();
        switch (frame.op()) {
            case AttachOp.HELLO -> {
                frame.start(AttachOp.WELCOME, 0).a0(1).a2(34).a3(221).bodyInt(0, 64);
                out.put(frame.array());
            }
            case AttachOp.BIND -> {
                int endpoint = frame.a1();
                out.put(frame.start(AttachOp.RESULT, number).a0(endpoint).array());
            }
            case AttachOp.RECEIVE, AttachOp.RCVRQST, AttachOp.REPLY_RECEIVE -> {
                int credit = frame.a2();
                out.put(frame.start(AttachOp.MESSAGE, number).bodyInt(0, 50).array());
                frame.start(AttachOp.MESSAGE, 0).flags(AttachFrame.FLAG_PREFETCHED);
                for (int tag = 1; tag < credit; tag++) {
                    out.put(frame.a0(tag).bodyInt(0, 50).array());
                }
            }
            case AttachOp.SENDREC -> {
                System.arraycopy(frame.array(), 0, call.array(), 0, AttachFrame.BYTES);
                if (address == NOTHING_TO_COPY) {
                    endSendrec(call, out);
                } else {
                    frame.start(AttachOp.READ, number).a1(address).a2(AttachFrame.MAX_PAYLOAD);
                    out.put(frame.array());
                }
            }
            case AttachOp.READ_DATA -> {
                int bytes = frame.length();
                frame.start(AttachOp.WRITE, number).a1(address).length(bytes);
                out.put(frame.array());
                out.put(in.slice(in.position(), bytes));
                in.position(in.position() + bytes);
            }
            case AttachOp.WRITE_ACK -> endSendrec(call, out);
            case AttachOp.TAKEN -> {
                // Its sender would go on now.
            }
            case AttachOp.REPLY -> {
                if (frame.flags() != AttachFrame.FLAG_QUIET) {
                    out.put(frame.start(AttachOp.RESULT, number).array());
                }
            }
            default -> out.put(frame.start(AttachOp.RESULT, number).array());
        }
    }

    private static void endSendrec(AttachFrame call, ByteBuffer out) {
        out.put(call.op(AttachOp.MESSAGE).array());
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder);
    }
}
