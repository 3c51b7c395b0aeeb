package org.dsp.agent;

/** A share in whole percent, 0…100. */
final class Percent {
    private static final int ALL = 100;

    private Percent() {}

    /** Of {@code whole}; 0 when that is not positive. */
    static int of(double part, double whole) {
        if (whole <= 0) {
            return 0;
        }
        return (int) Math.max(0, Math.min(ALL, Math.round(ALL * part / whole)));
    }
}
