package org.dsp.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One kind of load.
 *
 * @param title for people
 * @param figures what a round gives, in the order of the table
 * @param round runs one round
 */
record Row(String title, List<Figure> figures, Round round) {
    Row {
        figures = List.copyOf(figures);
    }

    /** Runs one round of a side. */
    interface Round {
        /** The row's figures. */
        Map<Figure, Double> of(Side side, Duration length);
    }
}
