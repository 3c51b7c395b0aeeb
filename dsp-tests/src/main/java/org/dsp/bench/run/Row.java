package org.dsp.bench.run;

import java.util.List;
import java.util.Set;

/**
 * One kind of load.
 *
 * @param key what it is chosen by
 * @param title for people
 * @param figures what a round gives, in the order of the table
 * @param contenders who is compared; the first with each of the others
 * @param timed false: it counts, and one round is enough
 */
record Row(
        String key, String title, List<Figure> figures, List<Contender> contenders, boolean timed) {
    Row {
        figures = List.copyOf(figures);
        contenders = List.copyOf(contenders);
    }

    /** A row that is timed. */
    Row(String key, String title, List<Figure> figures, List<Contender> contenders) {
        this(key, title, figures, contenders, true);
    }

    /** The one that is compared with the others. */
    String first() {
        return contenders.get(0).name();
    }

    /** The others. */
    List<String> others() {
        return contenders.stream().skip(1).map(Contender::name).toList();
    }

    /** The same with only the first contender and those of the others that are named. */
    Row only(Set<String> names) {
        return new Row(
                key,
                title,
                figures,
                contenders.stream()
                        .filter(one -> one.name().equals(first()) || names.contains(one.name()))
                        .toList(),
                timed);
    }
}
