package org.dsp.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;

/** What answers at an admin socket, as a test wants it. */
final class FakeDaemon implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final List<AdminRequest> requests = new CopyOnWriteArrayList<>();
    private final Function<AdminRequest, byte[]> answers;

    private FakeDaemon(Path socket, Function<AdminRequest, byte[]> answers) {
        this.answers = answers;
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake-daemon");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers each request. */
    static FakeDaemon answering(Path socket, Function<AdminRequest, AdminAnswer> answers) {
        return new FakeDaemon(
                socket,
                request ->
                        AdminFrame.encode(answers.apply(request).fields(), AdminFrame.MAX_ANSWER));
    }

    /** Answers each request with these bytes, then closes. */
    static FakeDaemon saying(Path socket, byte[] bytes) {
        return new FakeDaemon(socket, request -> bytes);
    }

    /** Answers each request with all of these, then closes. */
    static FakeDaemon telling(Path socket, List<AdminAnswer> answers) {
        var out = new ByteArrayOutputStream();
        for (AdminAnswer answer : answers) {
            out.writeBytes(AdminFrame.encode(answer.fields(), AdminFrame.MAX_ANSWER));
        }
        return saying(socket, out.toByteArray());
    }

    /** What it was asked. */
    List<AdminRequest> requests() {
        return requests;
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel tool = listener.accept()) {
                    byte[] head = read(tool, AdminFrame.HEAD);
                    byte[] body = read(tool, AdminFrame.length(head, AdminFrame.MAX_REQUEST));
                    AdminRequest request = AdminRequest.of(AdminFrame.decode(body));
                    requests.add(request);
                    ByteBuffer answer = ByteBuffer.wrap(answers.apply(request));
                    while (answer.hasRemaining()) {
                        tool.write(answer);
                    }
                }
            }
        } catch (IOException over) {
            // The test is over, or the tool is gone.
            return;
        }
    }

    private static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new IOException("closed");
            }
        }
        return in.array();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
