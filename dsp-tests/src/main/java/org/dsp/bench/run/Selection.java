package org.dsp.bench.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dsp.harness.HarnessException;

/**
 * What is to be measured.
 *
 * @param rows keys of the rows; all of them when empty
 * @param others who is compared with DSP; all of them when empty
 */
record Selection(Set<String> rows, Set<String> others) {
    Selection {
        rows = Set.copyOf(rows);
        others = Set.copyOf(others);
    }

    /**
     * Those of the rows that are meant, with those contenders that are meant.
     *
     * @throws HarnessException if a name is not known
     */
    List<Row> of(List<Row> all) {
        Set<String> keys = new LinkedHashSet<>();
        all.forEach(row -> keys.add(row.key()));
        check("row", rows, keys);
        check("side", others, compared(all));
        return all.stream()
                .filter(row -> rows.isEmpty() || rows.contains(row.key()))
                .map(row -> others.isEmpty() || !isOfSides(row) ? row : row.only(others))
                .toList();
    }

    /** All contenders of these rows. */
    static Set<String> contenders(List<Row> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> row.contenders().forEach(one -> names.add(one.name())));
        return names;
    }

    private static Set<String> compared(List<Row> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.stream().filter(Selection::isOfSides).forEach(row -> names.addAll(row.others()));
        return names;
    }

    private static boolean isOfSides(Row row) {
        return row.first().equals(Sides.DSP);
    }

    private static void check(String what, Set<String> given, Set<String> allowed) {
        for (String name : given) {
            if (!allowed.contains(name)) {
                throw new HarnessException(
                        "no " + what + " " + name + "; allowed: " + String.join(", ", allowed));
            }
        }
    }
}
