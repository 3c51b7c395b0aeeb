package org.dsp.core.channel;

/** Waits between attempts to connect: doubling, with jitter, in ns. */
final class Backoff {
    private final long min;
    private final long max;
    private long ceiling;
    private long random;

    Backoff(long min, long max, long seed) {
        this.min = min;
        this.max = max;
        this.random = seed;
        reset();
    }

    /** The next wait starts at the shortest again. */
    void reset() {
        ceiling = Math.min(max, 2 * min);
    }

    /** The next waits are the longest ones. */
    void slow() {
        ceiling = max;
    }

    /** The wait before the next attempt, between half the present step and all of it. */
    long next() {
        long floor = Math.max(min, ceiling / 2);
        long wait = floor + (draw() >>> 1) % (ceiling - floor + 1);
        ceiling = Math.min(max, 2 * ceiling);
        return wait;
    }

    /** SplitMix64. */
    private long draw() {
        random += 0x9E37_79B9_7F4A_7C15L;
        long z = random;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
