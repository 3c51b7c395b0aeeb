package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs rows: in every round each side once, in alternating order, so that what the machine does
 * besides, and its warming up, hits all alike.
 */
final class Interleaved {
    private final List<Side> sides;
    private final Plan plan;
    private final Consumer<String> progress;

    /**
     * @param sides what is compared
     * @param progress is told what goes on, line by line
     */
    Interleaved(List<Side> sides, Plan plan, Consumer<String> progress) {
        this.sides = List.copyOf(sides);
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures one row. */
    RowResult measure(Row row) {
        progress.accept(row.title() + ": warming up");
        sides.forEach(side -> row.round().of(side, plan.warmUp()));
        Map<String, List<Map<Figure, Double>>> rounds = new HashMap<>();
        sides.forEach(side -> rounds.put(side.name(), new ArrayList<>()));
        for (int round = 0; round < plan.rounds(); round++) {
            progress.accept("%s: round %d of %d".formatted(row.title(), round + 1, plan.rounds()));
            for (int i = 0; i < sides.size(); i++) {
                Side side = sides.get(round % 2 == 0 ? i : sides.size() - 1 - i);
                rounds.get(side.name()).add(row.round().of(side, plan.length()));
            }
        }
        return new RowResult(row, rounds);
    }
}
