package org.dsp.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFormatException;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;

/** A daemon's admin socket: a connection for each question, which never waits for ever. */
final class SocketConnection implements Connection {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Longer than anybody waits, in ns. */
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private final Path path;
    private final Duration timeout;

    /**
     * @param timeout for a question and its answer
     */
    SocketConnection(Path path, Duration timeout) {
        this.path = path;
        this.timeout = timeout;
    }

    @Override
    public AdminAnswer ask(AdminRequest request) {
        List<AdminAnswer> first = new ArrayList<>();
        follow(
                request,
                Optional.empty(),
                answer -> {
                    first.add(answer);
                    return false;
                });
        return first.get(0);
    }

    @Override
    public void follow(AdminRequest request, Optional<Duration> time, Predicate<AdminAnswer> each) {
        byte[] frame;
        try {
            frame = AdminFrame.encode(request.fields(), AdminFrame.MAX_REQUEST);
        } catch (IllegalArgumentException tooLarge) {
            throw new Failure(ExitStatus.FILE, "too much to send: " + tooLarge.getMessage());
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            connect(channel, selector, deadline);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap(frame);
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    await(selector, deadline);
                }
            }
            key.interestOps(SelectionKey.OP_READ);
            boolean wanted = each.test(answer(channel, selector, deadline));
            long end = System.nanoTime() + time.map(Duration::toNanos).orElse(FOREVER);
            while (wanted && awaitMore(selector, end)) {
                wanted =
                        each.test(answer(channel, selector, System.nanoTime() + timeout.toNanos()));
            }
        } catch (AdminFormatException e) {
            throw new Failure(
                    ExitStatus.NO_DAEMON,
                    "what answers at " + path + " is no daemon of this version: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void close() {
        // Each question has a connection of its own.
    }

    private void connect(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        if (channel.connect(UnixDomainSocketAddress.of(path))) {
            return;
        }
        channel.register(selector, SelectionKey.OP_CONNECT);
        while (!channel.finishConnect()) {
            await(selector, deadline);
        }
    }

    private AdminAnswer answer(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        byte[] head = read(channel, selector, AdminFrame.HEAD, deadline);
        int length = AdminFrame.length(head, AdminFrame.MAX_ANSWER);
        return AdminAnswer.from(AdminFrame.decode(read(channel, selector, length, deadline)));
    }

    /** Waits for a further answer; returns whether one begins before the end. */
    private static boolean awaitMore(Selector selector, long end) throws IOException {
        while (end - System.nanoTime() > 0) {
            selector.select((end - System.nanoTime()) / NANOS_PER_MILLI + 1);
            if (!selector.selectedKeys().isEmpty()) {
                selector.selectedKeys().clear();
                return true;
            }
        }
        return false;
    }

    private byte[] read(SocketChannel channel, Selector selector, int length, long deadline)
            throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            int bytes = channel.read(in);
            if (bytes < 0) {
                throw new Failure(
                        ExitStatus.NO_DAEMON,
                        "the daemon at " + path + " closed the connection without an answer");
            }
            if (bytes == 0) {
                await(selector, deadline);
            }
        }
        return in.array();
    }

    private void await(Selector selector, long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new Failure(
                    ExitStatus.NO_ANSWER,
                    "the daemon at "
                            + path
                            + " does not answer within "
                            + timeout.toMillis()
                            + " ms");
        }
        selector.select(left / NANOS_PER_MILLI + 1);
        selector.selectedKeys().clear();
    }

    private Failure unreachable(IOException e) {
        String why;
        if (!Files.exists(path)) {
            why = "no daemon at " + path + ": there is no such socket";
        } else if (!Files.isWritable(path)) {
            why = "no permission to use the daemon's socket " + path;
        } else if (e instanceof ConnectException) {
            why = "no daemon at " + path + ": it does not run any more";
        } else {
            why = "the connection to the daemon at " + path + " failed: " + e.getMessage();
        }
        return new Failure(ExitStatus.NO_DAEMON, why, e);
    }
}
