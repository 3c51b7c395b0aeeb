package org.dsp.daemon;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminFormatException;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.config.AdminSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers tools on the admin socket, on one thread of its own that never blocks: neither the event
 * loop nor the agent waits for a tool, and no tool waits for another. Bounded: {@value #MOST}
 * connections, one request of bounded size each, and time for each step.
 */
final class AdminServer implements AutoCloseable {
    /** Connections at once. */
    static final int MOST = 16;

    /** For whoever connects to say what it wants, and later to read the answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the daemon's parts to answer; a configuration takes a round through the group. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    /** For whoever follows a feed to read an answer: it may be a person who scrolls. */
    static final Duration READER_PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final long JOIN_MILLIS = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Answers requests: at once or later, on any thread, each once. */
    interface Desk {
        /**
         * Takes a request. Must not block.
         *
         * @param answer is given, on any thread, what makes the answer on the admin thread
         */
        Pending ask(AdminRequest request, Consumer<Supplier<AdminAnswer>> answer);
    }

    /** A request that was taken. */
    interface Pending {
        /** Most requests: an answer within {@link #ANSWER_WITHIN}, or none. */
        Pending PLAIN =
                new Pending() {
                    @Override
                    public Duration patience() {
                        return ANSWER_WITHIN;
                    }

                    @Override
                    public AdminAnswer late() {
                        return AdminAnswer.of(
                                AdminError.Code.NO_ANSWER, "the daemon did not answer in time");
                    }
                };

        /** How long the answer may take. */
        Duration patience();

        /** The answer when that is over. Admin thread. */
        AdminAnswer late();
    }

    private final Path path;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Desk desk;
    private final Consumer<Throwable> fatal;
    private final LongSupplier clock;
    private final List<AdminConnection> connections = new ArrayList<>();
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    private AdminServer(
            AdminSettings settings, Desk desk, Consumer<Throwable> fatal, LongSupplier clock)
            throws IOException {
        this.path = settings.adminSocket();
        this.desk = desk;
        this.fatal = fatal;
        this.clock = clock;
        this.selector = Selector.open();
        this.listener = AdminSocket.listen(settings);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::run, "admin");
        thread.setDaemon(true);
    }

    /**
     * Listens from here on.
     *
     * @param fatal is told of what cannot be: the daemon ends
     * @throws StartException if the socket cannot be had
     */
    static AdminServer start(AdminSettings settings, Desk desk, Consumer<Throwable> fatal) {
        return start(settings, desk, fatal, System::nanoTime);
    }

    /** The same with a clock of its own, for tests. */
    static AdminServer start(
            AdminSettings settings, Desk desk, Consumer<Throwable> fatal, LongSupplier clock) {
        try {
            AdminServer server = new AdminServer(settings, desk, fatal, clock);
            server.thread.start();
            return server;
        } catch (IOException e) {
            throw new StartException(ExitCode.SOCKET, "admin socket: " + e, e);
        }
    }

    /** Looks at the clock again; for tests that turn it. */
    void wake() {
        selector.wakeup();
    }

    /** Stops to listen, drops who is connected, removes the socket. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(JOIN_MILLIS);
            Files.deleteIfExists(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("admin socket {} cannot be removed: {}", path, e.toString());
        }
    }

    private void run() {
        try (selector;
                listener) {
            while (!stopping) {
                selector.select(this::ready, millisToWait());
                for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
                    answer.run();
                }
                expire();
                feed();
            }
            for (AdminConnection connection : List.copyOf(connections)) {
                drop(connection);
            }
        } catch (IOException | RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    private long millisToWait() {
        long now = clock.getAsLong();
        long first =
                connections.stream()
                        .mapToLong(c -> c.deadline() - now)
                        .min()
                        .orElse(Long.MAX_VALUE);
        // 0 would wait for ever.
        return first == Long.MAX_VALUE ? 0 : Math.max(1, first / NANOS_PER_MILLI + 1);
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof AdminConnection connection) {
            guarded(connection, key);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            AdminConnection connection =
                    new AdminConnection(channel, clock.getAsLong() + PATIENCE.toNanos());
            connections.add(connection);
            channel.register(selector, SelectionKey.OP_READ, connection);
            if (connections.size() > MOST) {
                shed();
            }
        } catch (IOException e) {
            LOG.debug("a tool connected and was gone", e);
        }
    }

    /**
     * One too many: the oldest that has not said what it wants goes, for a tool says it at once;
     * else the newest.
     */
    private void shed() {
        AdminConnection newest = connections.get(connections.size() - 1);
        for (AdminConnection connection : List.copyOf(connections)) {
            // What it said may not have been read yet.
            if (connection != newest && connection.step() == AdminConnection.Step.REQUEST) {
                guarded(connection, connection.channel().keyFor(selector));
            }
        }
        if (connections.size() <= MOST) {
            return;
        }
        AdminConnection silent =
                connections.stream()
                        .filter(c -> c.step() == AdminConnection.Step.REQUEST)
                        .findFirst()
                        .orElse(newest);
        if (silent == newest) {
            answer(newest, AdminAnswer.of(AdminError.Code.BUSY, "too many tools at once"));
        }
        drop(silent);
    }

    private void guarded(AdminConnection connection, SelectionKey key) {
        try {
            if (key.isWritable()) {
                connection.write(clock.getAsLong());
            } else if (connection.step() == AdminConnection.Step.FEED) {
                connection.readOn();
            } else {
                connection.read().ifPresent(request -> ask(connection, key, request));
            }
        } catch (AdminFormatException e) {
            answer(connection, AdminAnswer.of(AdminError.Code.BAD_REQUEST, e.getMessage()));
        } catch (IOException e) {
            LOG.debug("a tool is gone", e);
            drop(connection);
        }
        forgetClosed();
    }

    private void ask(AdminConnection connection, SelectionKey key, AdminRequest request) {
        // What it says further is not read: it may close, which the answer then finds out.
        key.interestOps(0);
        Pending pending =
                desk.ask(
                        request,
                        answer -> {
                            answers.add(() -> answer(connection, AdminReplies.made(answer)));
                            selector.wakeup();
                        });
        connection.pending(pending, clock.getAsLong());
        if (pending instanceof AdminFeed feed) {
            connection.feed(feed, clock.getAsLong());
            feed.begin(selector::wakeup);
        }
    }

    /** One answer for each that has one and whose tool reads: no tool keeps others waiting. */
    private void feed() {
        for (AdminConnection connection : List.copyOf(connections)) {
            if (connection.step() == AdminConnection.Step.FEED) {
                feed(connection);
            }
        }
        forgetClosed();
    }

    private void feed(AdminConnection connection) {
        try {
            Optional<AdminAnswer> next = connection.next();
            if (next.isPresent()) {
                long now = clock.getAsLong();
                connection.oneOfMany(
                        AdminReplies.sendable(next.get()), now + READER_PATIENCE.toNanos());
                connection.write(now);
                // Perhaps there is more.
                selector.wakeup();
            }
            SelectionKey key = connection.channel().keyFor(selector);
            if (next.flatMap(AdminAnswer::error).isPresent()) {
                drop(connection);
            } else {
                int write = connection.writes() ? SelectionKey.OP_WRITE : 0;
                key.interestOps(SelectionKey.OP_READ | write);
            }
        } catch (IOException e) {
            LOG.debug("a tool is gone", e);
            drop(connection);
        }
    }

    private void answer(AdminConnection connection, AdminAnswer answer) {
        try {
            connection.answer(
                    AdminReplies.sendable(answer), clock.getAsLong() + PATIENCE.toNanos());
            connection.write(clock.getAsLong());
            SelectionKey key = connection.channel().keyFor(selector);
            if (connection.step() == AdminConnection.Step.READER && key != null) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            LOG.debug("a tool is gone", e);
            drop(connection);
        }
        forgetClosed();
    }

    private void expire() {
        long now = clock.getAsLong();
        for (AdminConnection connection : List.copyOf(connections)) {
            if (connection.deadline() - now > 0) {
                continue;
            }
            if (connection.step() == AdminConnection.Step.ANSWER) {
                answer(connection, connection.late());
            } else {
                drop(connection);
            }
        }
        forgetClosed();
    }

    private void drop(AdminConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("a tool's connection cannot be closed", e);
        }
        connections.remove(connection);
    }

    private void forgetClosed() {
        connections.removeIf(c -> c.step() == AdminConnection.Step.CLOSED);
    }
}
