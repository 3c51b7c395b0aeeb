package org.dsp.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives a node its time and its flush.
 *
 * <p>Whatever happens in one iteration of the loop, many frames of many connections, ends in one
 * {@link LoopWork#flush}, which Netty runs after all ready sockets of the iteration were read. Of
 * many ready sockets every 12 end in one: with 64 clients that ask in step, the peer else has
 * nothing to do while all are read, and this node nothing while the peer works. At most one timer
 * is armed; it is armed anew only for an earlier deadline, so requests with a long time-out cost
 * none. One that fires before the deadline it was armed for has moved on does nothing.
 */
public final class NodeLoop implements ShellLoop {
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * Sockets read between two flushes. Fewer overlap more and cost more system calls: 8 are too
     * few for 0.2 a message.
     */
    static final int READS = 12;

    private final EventLoop loop;
    private final LongSupplier clock;
    private final Consumer<Throwable> fatal;
    private final Runnable endOfIteration = this::endOfIteration;
    private final Runnable timeIsUp = this::timeIsUp;

    private LoopWork work = new NoWork();
    private boolean scheduled;
    private int reads;
    private long armedFor = NEVER;
    private Future<?> timer;

    /**
     * @param clock monotonic, in ns
     * @param fatal is told of every error of the work or of the connections; must not return to the
     *     work, but in tests
     */
    public NodeLoop(EventLoop loop, LongSupplier clock, Consumer<Throwable> fatal) {
        this.loop = loop;
        this.clock = clock;
        this.fatal = fatal;
        this.timer = loop.newSucceededFuture(null);
    }

    /** Starts to drive {@code node}. Loop's thread, once. */
    public void drive(LoopWork node) {
        work = node;
        wantsFlush();
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public void wantsFlush() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(endOfIteration);
        }
    }

    @Override
    public void hasRead() {
        reads++;
        if (reads >= READS) {
            flush();
        }
        wantsFlush();
    }

    @Override
    public void fatal(Throwable error) {
        fatal.accept(error);
    }

    private void endOfIteration() {
        scheduled = false;
        flush();
    }

    private void flush() {
        reads = 0;
        try {
            work.flush(now());
            arm();
        } catch (Throwable error) {
            fatal(error);
        }
    }

    private void arm() {
        long deadline = work.nextDeadline();
        if (deadline < armedFor) {
            timer.cancel(false);
            armedFor = deadline;
            timer = loop.schedule(timeIsUp, Math.max(0, deadline - now()), TimeUnit.NANOSECONDS);
        }
    }

    private void timeIsUp() {
        armedFor = NEVER;
        try {
            work.tick(now());
            wantsFlush();
        } catch (Throwable error) {
            fatal(error);
        }
    }

    /** Until the node is there. */
    private static final class NoWork implements LoopWork {
        @Override
        public void tick(long now) {
            // Nothing is due.
        }

        @Override
        public long nextDeadline() {
            return NEVER;
        }

        @Override
        public void flush(long now) {
            // Nothing was written.
        }
    }
}
