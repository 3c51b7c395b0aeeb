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

    Plan {
        if (rounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException(
                    "rounds " + rounds + "; allowed " + FEWEST_ROUNDS + " or more");
        }
    }

    /** A few minutes in all: for a first look, and to see a regression. */
    static Plan quick() {
        return new Plan(7, Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    /** For numbers that are written down. */
    static Plan whole() {
        return new Plan(11, Duration.ofSeconds(8), Duration.ofSeconds(20));
    }

    /** For the report. */
    String describe() {
        return "%d of %s each side, interleaved; medians, in brackets min…max"
                .formatted(rounds, length.toSeconds() + " s");
    }
}
