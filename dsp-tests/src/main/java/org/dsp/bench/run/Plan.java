package org.dsp.bench.run;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds of each row, at least {@value #FEWEST_ROUNDS}
 * @param length of one round of one side
 * @param warmUp of each side before the first round of a row, not counted
 */
record Plan(int rounds, Duration length, Duration warmUp) {
    /** Below this a median says little. */
    static final int FEWEST_ROUNDS = 5;

    private static final double MILLIS_PER_SECOND = 1000;

    Plan {
        if (rounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException(
                    "rounds " + rounds + "; allowed " + FEWEST_ROUNDS + " or more");
        }
    }

    /** About 10 minutes in all: for a first look, and to see a regression. */
    static Plan quick() {
        return new Plan(5, Duration.ofMillis(1500), Duration.ofSeconds(4));
    }

    /** About 20 minutes in all: for numbers that are written down. */
    static Plan whole() {
        return new Plan(9, Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    /** For the report. */
    String describe() {
        return "%d of %s each side, interleaved; medians, in brackets min…max"
                .formatted(rounds, length.toMillis() / MILLIS_PER_SECOND + " s");
    }
}
