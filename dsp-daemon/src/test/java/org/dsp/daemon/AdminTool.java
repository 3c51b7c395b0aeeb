package org.dsp.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;

/** A tool at an admin socket, which may behave badly. */
final class AdminTool implements AutoCloseable {
    private final SocketChannel channel;

    AdminTool(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks as a tool should. */
    static AdminAnswer ask(Path socket, AdminRequest request) {
        try (AdminTool tool = new AdminTool(socket)) {
            tool.write(AdminFrame.encode(request.fields(), AdminFrame.MAX_REQUEST));
            return tool.answer().orElseThrow();
        }
    }

    void write(byte[] bytes) {
        try {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer; empty when the daemon closes instead. */
    Optional<AdminAnswer> answer() {
        try {
            return read(AdminFrame.HEAD)
                    .flatMap(head -> read(AdminFrame.length(head, AdminFrame.MAX_ANSWER)))
                    .map(body -> AdminAnswer.from(AdminFrame.decode(body)));
        } catch (UncheckedIOException reset) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> read(int length) {
        ByteBuffer in = ByteBuffer.allocate(length);
        try {
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(in.array());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
