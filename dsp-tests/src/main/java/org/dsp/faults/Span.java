package org.dsp.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * From a shortest to a longest time; one is chosen each time.
 *
 * @param min shortest, not negative
 * @param max longest, not below {@code min}
 */
public record Span(Duration min, Duration max) {
    /** No time at all. */
    public static final Span NONE = new Span(Duration.ZERO, Duration.ZERO);

    public Span {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                    "from " + min + " to " + max + "; allowed 0 or more, the second not less");
        }
    }

    /** From {@code min} to {@code max} milliseconds. */
    public static Span ofMillis(long min, long max) {
        return new Span(Duration.ofMillis(min), Duration.ofMillis(max));
    }

    /** One of them, each as likely, in ns. */
    long choose(RandomGenerator random) {
        return random.nextLong(min.toNanos(), max.toNanos() + 1);
    }
}
