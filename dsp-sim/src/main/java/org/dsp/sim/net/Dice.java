package org.dsp.sim.net;

/**
 * Where a run may go one way or another: a seeded generator (SplitMix64), the same on every JDK.
 * Everything random in a run comes from one of these, so a seed is a run.
 */
public final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        this.state = seed;
    }

    /** Any 64 bits. */
    public long bits() {
        state += STEP;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Any 64 bits but 0. */
    public long nonZero() {
        long value = bits();
        return value == 0 ? 1 : value;
    }

    /** One of 0…n-1; n ≥ 1. */
    public int below(int n) {
        return (int) Long.remainderUnsigned(bits(), n);
    }

    /** A length of time in {@code [min, max)}, in ns; {@code min} where that is empty. */
    public long between(long min, long max) {
        return max <= min ? min : min + Long.remainderUnsigned(bits(), max - min);
    }

    /** True {@code percent} times of a hundred. */
    public boolean chance(int percent) {
        return below(100) < percent;
    }

    /** A generator of its own, so that what one part draws does not shift what another draws. */
    public Dice fork() {
        return new Dice(bits());
    }
}
