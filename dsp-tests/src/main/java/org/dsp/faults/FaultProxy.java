package org.dsp.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A wire between two ends, of one or more lanes: it listens where the one thinks the other is, and
 * carries the bytes; and does what it is told to them. Without a fault it is only in the way.
 *
 * <p>Thread-safe: each call takes effect before it returns. Time has a resolution of 1 ms.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int ROOM = 256 * 1024;
    private static final long MILLI = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long seed;
    private final Selector selector;
    private final Thread thread;
    private final Map<Lane, ServerSocketChannel> listeners = new HashMap<>();
    private final Map<Way, Wire> wires;
    private final List<Connection> connections = new ArrayList<>();
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Timers timers = new Timers();
    private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM);
    private long accepted;
    private long cuts;
    private boolean stopping;

    private FaultProxy(long seed, List<Lane> lanes) throws IOException {
        this.seed = seed;
        this.wires = Map.of(Way.UP, new Wire(seed), Way.DOWN, new Wire(~seed));
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "faultproxy");
        try {
            for (Lane lane : lanes) {
                listen(lane);
            }
        } catch (IOException | RuntimeException e) {
            closeAll();
            throw e;
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Listens on all lanes from here on.
     *
     * @param seed of everything random
     * @throws UncheckedIOException if an address cannot be listened on
     */
    public static FaultProxy open(long seed, Lane... lanes) {
        try {
            return new FaultProxy(seed, List.of(lanes));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    // ---- faults

    /** Bytes arrive later by {@code delay} and up to {@code jitter} more; none overtakes. */
    public void delay(Way way, Duration delay, Duration jitter) {
        call(() -> wires.get(way).delay(delay, jitter));
    }

    /** Bytes leave no faster than this, all connections together; 0 = as fast as they come. */
    public void bandwidth(Way way, long bytesPerSecond) {
        call(() -> wires.get(way).bandwidth(bytesPerSecond));
    }

    /** What becomes of bytes from now on. New connections are taken, and hear nothing. */
    public void hole(Way way, Hole hole) {
        call(
                () -> {
                    wires.get(way).hole(hole);
                    if (hole == Hole.OPEN) {
                        connections.forEach(Connection::heal);
                    }
                });
    }

    /**
     * On the connections of now nothing passes this way any more, and neither end learns of it; new
     * connections are whole. So it is when a firewall forgets what it knew.
     */
    public void freeze(Way way) {
        call(() -> connections.forEach(c -> c.freeze(way)));
    }

    /** Frames that match are changed from now on. */
    public void corrupt(Way way, Corruption corruption) {
        call(() -> wires.get(way).corrupt(corruption));
    }

    /** Resets every connection, at both ends. */
    public void cut() {
        call(() -> cutAll(true));
    }

    /** Ends every connection in good order, at both ends. */
    public void end() {
        call(() -> cutAll(false));
    }

    /** Resets every connection when so many more bytes have gone this way. */
    public void cutAfter(Way way, long bytes) {
        call(() -> wires.get(way).cutAfter(bytes));
    }

    /**
     * Cuts again and again, until healed. A time after each cut nobody can connect.
     *
     * @param every between the end of one cut and the next
     * @param lasting how long
     */
    public void cutRandomly(Span every, Span lasting) {
        RandomCuts random = new RandomCuts(seed, every, lasting);
        call(
                () -> {
                    timers.clear();
                    admit();
                    nextCut(random);
                });
    }

    /** In every connection one end is reset, and the other does not learn of it. */
    public void halfOpen(End gone) {
        call(() -> connections.forEach(c -> c.halfOpen(gone)));
    }

    /** Whether new connections are refused. */
    public void refuse(boolean refusing) {
        call(refusing ? this::refuse : this::admit);
    }

    /** Ends all faults. What cannot go on as if nothing had been is reset. */
    public void heal() {
        call(
                () -> {
                    timers.clear();
                    wires.values().forEach(Wire::heal);
                    connections.forEach(Connection::heal);
                    admit();
                });
    }

    /** Does something later, unless all is healed before. On the proxy's own thread. */
    public void later(Duration delay, Runnable work) {
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        call(() -> timers.at(System.nanoTime() + bounded.toNanos(), work));
    }

    /** What it carries and has done. */
    public Status status() {
        CompletableFuture<Status> status = new CompletableFuture<>();
        call(() -> status.complete(statusNow()));
        return status.isDone() ? status.join() : statusNow();
    }

    /** Ends every connection and listens no more. */
    @Override
    public void close() {
        call(() -> stopping = true);
        over.join();
    }

    private Status statusNow() {
        Wire up = wires.get(Way.UP);
        Wire down = wires.get(Way.DOWN);
        return new Status(
                (int) connections.stream().filter(Connection::whole).count(),
                accepted,
                up.carried(),
                down.carried(),
                up.swallowed() + down.swallowed(),
                up.corrupted() + down.corrupted(),
                cuts,
                listeners.values().stream().noneMatch(ServerSocketChannel::isOpen));
    }

    // ---- on its thread

    private void call(Runnable work) {
        if (Thread.currentThread() == thread) {
            work.run();
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        calls.add(
                () -> {
                    try {
                        work.run();
                        // Sockets that were closed are so when the selector has let go of them.
                        selector.selectNow(this::ready);
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        selector.wakeup();
        // The thread may have ended before it saw the call.
        CompletableFuture.anyOf(done, over).join();
    }

    private void run() {
        try {
            while (!stopping) {
                step();
            }
            closeAll();
            over.complete(null);
        } catch (IOException | RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    private void step() throws IOException {
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            call.run();
        }
        long now = System.nanoTime();
        timers.run(now);
        for (Wire wire : wires.values()) {
            if (wire.cutDue()) {
                cutAll(true);
            }
        }
        long next = timers.next();
        for (Connection connection : connections) {
            connection.advance(now);
            next = Math.min(next, connection.next(now));
        }
        connections.removeIf(Connection::closed);
        select(next, now);
    }

    private void select(long next, long now) throws IOException {
        if (next <= now || stopping) {
            selector.selectNow(this::ready);
        } else if (next == Long.MAX_VALUE) {
            selector.select(this::ready);
        } else {
            selector.select(this::ready, (next - now + MILLI - 1) / MILLI);
        }
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.ready(key, room, System.nanoTime());
        } else {
            accept((Lane) key.attachment());
        }
    }

    private void accept(Lane lane) {
        try {
            SocketChannel client = listeners.get(lane).accept();
            if (client != null) {
                connections.add(new Connection(lane, client, selector, wires));
                accepted++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot accept at " + lane.listen(), e);
        }
    }

    private void cutAll(boolean reset) {
        cuts += connections.stream().anyMatch(Connection::whole) ? 1 : 0;
        connections.forEach(c -> c.cut(reset));
    }

    private void nextCut(RandomCuts random) {
        timers.at(System.nanoTime() + random.untilCut(), () -> cutForAWhile(random));
    }

    private void cutForAWhile(RandomCuts random) {
        long length = random.untilWhole();
        cutAll(true);
        if (length == 0) {
            nextCut(random);
            return;
        }
        refuse();
        timers.at(
                System.nanoTime() + length,
                () -> {
                    admit();
                    nextCut(random);
                });
    }

    private void refuse() {
        try {
            for (ServerSocketChannel listener : listeners.values()) {
                listener.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void admit() {
        try {
            for (Lane lane : listeners.keySet()) {
                listen(lane);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void listen(Lane lane) throws IOException {
        ServerSocketChannel present = listeners.get(lane);
        if (present != null && present.isOpen()) {
            return;
        }
        ServerSocketChannel listener = ServerSocketChannel.open();
        listeners.put(lane, listener);
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            listener.bind(lane.listen());
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + lane.listen() + ": " + e.getMessage(), e);
        }
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT, lane);
    }

    private void closeAll() throws IOException {
        refuse();
        connections.forEach(c -> c.cut(true));
        selector.close();
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            call.run();
        }
    }
}
