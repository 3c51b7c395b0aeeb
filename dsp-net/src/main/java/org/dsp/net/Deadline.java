package org.dsp.net;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A time that bounds several waits together: what the first of them uses up, the others lack. Any
 * thread.
 */
public final class Deadline {
    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    /** So long from now. */
    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /**
     * Waits until {@code future} is done, or until then. Not on the thread that is to complete it.
     *
     * @return whether it is done
     */
    public boolean await(Future<?> future) {
        long left = Math.max(0, at - System.nanoTime());
        return future.awaitUninterruptibly(left, TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until {@code thread} has ended, or until then. Not on that thread.
     *
     * @return whether it has ended
     */
    public boolean await(Thread thread) {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
        try {
            thread.join(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
