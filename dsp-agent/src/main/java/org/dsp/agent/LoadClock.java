package org.dsp.agent;

import java.time.Duration;

/**
 * When the next sample of the load is due: one at once, most sources only compare with it; the next
 * soon, so that a level is known; then one each period. One thread; times in ns, monotonic.
 */
final class LoadClock {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final int FIRST = 2;

    private long last;
    private int taken;

    LoadClock(long now) {
        last = now;
    }

    /** When a sample is due. */
    long due(Duration period) {
        if (taken == 0) {
            return last;
        }
        boolean soon = taken < FIRST && SOON.compareTo(period) < 0;
        return last + (soon ? SOON : period).toNanos();
    }

    /** One is taken now. */
    void taken(long now) {
        last = now;
        taken = Math.min(taken + 1, FIRST);
    }
}
