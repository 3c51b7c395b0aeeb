package org.dsp.core.agent;

/** 64-bit hashes that every node computes alike. They tell apart; they guard nothing. */
final class Hashes {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Hashes() {}

    /** Spreads {@code x} over all bits: the finaliser of SplitMix64. A bijection. */
    static long mix(long x) {
        long z = x + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Adds {@code value} to {@code hash}; order counts. */
    static long chain(long hash, long value) {
        return mix(hash * 31 + value);
    }

    /** Two ints as one long. */
    static long pair(int high, int low) {
        return ((long) high << 32) | (low & 0xffff_ffffL);
    }

    /** Adds a text. */
    static long text(String text, long hash) {
        long h = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * FNV_PRIME;
        }
        return chain(hash, h);
    }
}
