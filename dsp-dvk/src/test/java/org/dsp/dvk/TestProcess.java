package org.dsp.dvk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dsp.ipc.attach.AttachFrame;

/** A process's end of the socket, byte for byte. */
final class TestProcess implements Closeable {
    final SocketChannel channel;

    TestProcess(Path path) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    static ByteBuffer frame(int op, int call, byte[] payload) {
        AttachFrame frame = new AttachFrame().start(op, call).length(payload.length);
        return ByteBuffer.allocate(AttachFrame.BYTES + payload.length)
                .put(frame.array())
                .put(payload)
                .flip();
    }

    void send(int op, int call) throws IOException {
        send(frame(op, call, new byte[0]));
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next frame as "op call payload". */
    String receive() throws IOException {
        AttachFrame frame = new AttachFrame();
        frame.array()[0] = 0;
        readFully(ByteBuffer.wrap(frame.array()));
        ByteBuffer payload = ByteBuffer.allocate(frame.length());
        readFully(payload);
        return frame.op()
                + " "
                + frame.call()
                + " "
                + new String(payload.array(), StandardCharsets.UTF_8);
    }

    boolean atEnd() throws IOException {
        return channel.read(ByteBuffer.allocate(1)) < 0;
    }

    private void readFully(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("the daemon closed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
