package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs rows: in every round each contender once, in alternating order, so that what the machine
 * does besides, and its warming up, hits all alike.
 */
final class Interleaved {
    private final Plan plan;
    private final Consumer<String> progress;

    /**
     * @param progress is told what goes on, line by line
     */
    Interleaved(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Measures one row. */
    RowResult measure(Row row) {
        progress.accept(row.key() + ": warming up");
        List<Contender> contenders = row.contenders();
        contenders.forEach(one -> one.round().warmUp(plan.warmUp()));
        Map<String, List<Map<Figure, Double>>> rounds = new HashMap<>();
        contenders.forEach(one -> rounds.put(one.name(), new ArrayList<>()));
        int count = row.timed() ? plan.rounds() : 1;
        for (int round = 0; round < count; round++) {
            progress.accept("%s: round %d of %d".formatted(row.key(), round + 1, count));
            for (int i = 0; i < contenders.size(); i++) {
                int turn = round % 2 == 0 ? i : contenders.size() - 1 - i;
                Contender one = contenders.get(turn);
                rounds.get(one.name()).add(one.round().run(plan.length()));
            }
        }
        return new RowResult(row, rounds);
    }
}
