package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all rounds of one row gave.
 *
 * @param row the row
 * @param rounds by contender; the lists are equally long, and the n-th entries belong together
 */
record RowResult(Row row, Map<String, List<Map<Figure, Double>>> rounds) {
    RowResult {
        rounds = Map.copyOf(rounds);
    }

    /** A figure of a contender. */
    Sample of(String side, Figure figure) {
        return new Sample(rounds.get(side).stream().map(round -> round.get(figure)).toList());
    }

    /** A figure of the first contender divided by that of {@code side} in the same round. */
    Sample ratio(String side, Figure figure) {
        List<Map<Figure, Double>> ours = rounds.get(row.first());
        List<Map<Figure, Double>> theirs = rounds.get(side);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).get(figure) / theirs.get(i).get(figure));
        }
        return new Sample(ratios);
    }
}
