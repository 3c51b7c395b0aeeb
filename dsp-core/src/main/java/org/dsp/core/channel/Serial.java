package org.dsp.core.channel;

/** Serial arithmetic of 32-bit counters that wrap. */
final class Serial {
    private Serial() {}

    /**
     * Whether {@code a} comes after {@code b}. Half the circle away counts as after: for two
     * counters that differ, one of both orders holds at least.
     */
    static boolean isAfter(int a, int b) {
        int ahead = a - b;
        return ahead > 0 || ahead == Integer.MIN_VALUE;
    }
}
