package org.dsp.bench.run;

import java.time.Duration;
import java.util.Map;

/**
 * What takes its turn in every round of a row.
 *
 * @param name in the table and in the names of results
 * @param round what it does
 */
record Contender(String name, Round round) {
    /** A turn. */
    interface Round {
        /** Runs for about that long; returns the row's figures. */
        Map<Figure, Double> run(Duration length);

        /** The same before the first round; what it gives is not counted. */
        default void warmUp(Duration length) {
            run(length);
        }
    }
}
