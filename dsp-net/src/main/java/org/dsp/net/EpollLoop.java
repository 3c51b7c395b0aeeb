package org.dsp.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The event loop that carries the whole data path of one daemon: one thread, native epoll, buffers
 * pooled for that thread.
 */
public final class EpollLoop implements AutoCloseable {
    private static final int PAGE_BYTES = 8192;

    /**
     * Chunks of 8 KiB &lt;&lt; 7 = 1 MiB: an idle daemon holds one or two, not Netty's 4 MiB each.
     */
    private static final int CHUNK_ORDER = 7;

    private static final int SMALL_CACHED = 256;
    private static final int NORMAL_CACHED = 64;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop eventLoop;
    private final ByteBufAllocator allocator;
    private volatile boolean closed;

    private EpollLoop(String threadName) {
        group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(threadName, true), EpollIoHandler.newFactory());
        eventLoop = group.next();
        // One arena: one thread allocates.
        allocator =
                new PooledByteBufAllocator(
                        true, 1, 1, PAGE_BYTES, CHUNK_ORDER, SMALL_CACHED, NORMAL_CACHED, false);
    }

    /**
     * Starts a loop.
     *
     * @throws NoEpollException where the native library does not load
     */
    public static EpollLoop open(String threadName) {
        if (!Epoll.isAvailable()) {
            throw new NoEpollException(Epoll.unavailabilityCause());
        }
        return new EpollLoop(threadName);
    }

    /** The loop, for what must run on its thread. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Buffers of the loop's channels. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    /**
     * Tells {@code action} if the loop's thread ends without {@link #close}: then nothing that is
     * due on it ever happens, and nobody else would notice. On a thread of its own.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Listeners are not waited for.
    public void onDeath(Consumer<Throwable> action) {
        eventLoop
                .terminationFuture()
                .addListener(
                        ended -> {
                            if (!closed) {
                                action.accept(
                                        new IllegalStateException(
                                                "the thread of the event loop has ended",
                                                ended.cause()));
                            }
                        });
    }

    /** Ends the loop; waits at most 2 s. Not from its own thread. */
    @Override
    public void close() {
        close(Deadline.in(CLOSE_PATIENCE));
    }

    /** Ends the loop; waits until {@code deadline} at most. Not from its own thread. */
    public void close(Deadline deadline) {
        closed = true;
        deadline.await(
                group.shutdownGracefully(0, CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }
}
