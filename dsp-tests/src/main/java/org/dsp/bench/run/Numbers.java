package org.dsp.bench.run;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    /** From here on digits after the point only distract. */
    private static final double WHOLE = 1000;

    private Numbers() {}

    /** Two digits after the point, none for large numbers. */
    static String text(double value) {
        return String.format(Locale.ROOT, value >= WHOLE ? "%.0f" : "%.2f", value);
    }
}
