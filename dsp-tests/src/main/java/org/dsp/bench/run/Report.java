package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several runs as Markdown: bounds by run, then medians over the runs.
 *
 * @param head what was measured on
 * @param rows what was measured
 * @param runs what each run gave
 */
record Report(List<String> head, List<Row> rows, List<Results> runs) {
    Report {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
        runs = List.copyOf(runs);
    }

    /** The text. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("```text");
        lines.addAll(head);
        lines.add("```");
        lines.add("");
        bounds(lines);
        Results merged = Results.merged(runs);
        for (Row row : rows) {
            lines.add("");
            row(lines, row, merged);
        }
        return String.join("\n", lines) + "\n";
    }

    private void bounds(List<String> lines) {
        StringBuilder title = new StringBuilder("| name | what | bound |");
        for (int run = 1; run <= runs.size(); run++) {
            title.append(" run ").append(run).append(" |");
        }
        lines.add(title + " |");
        lines.add("|---|---|---|" + "---:|".repeat(runs.size()) + "---|");
        for (Bound bound : Bound.all()) {
            StringBuilder line =
                    new StringBuilder(
                            "| `%s` | %s | %s |"
                                    .formatted(bound.name(), bound.what(), bound.text()));
            long holds = 0;
            long measured = 0;
            for (Results run : runs) {
                String value = run.get(bound.name()).map(Numbers::text).orElse("-");
                line.append(' ').append(value).append(" |");
                measured += run.get(bound.name()).isPresent() ? 1 : 0;
                holds += run.get(bound.name()).filter(bound::holds).isPresent() ? 1 : 0;
            }
            lines.add(line + " " + verdict(holds, measured) + " |");
        }
    }

    private static String verdict(long holds, long measured) {
        if (measured == 0) {
            return "not measured";
        }
        if (holds == measured) {
            return "holds";
        }
        return holds == 0 ? "does not hold" : "holds in " + holds + " of " + measured;
    }

    private static void row(List<String> lines, Row row, Results merged) {
        Set<String> others = new LinkedHashSet<>(row.others());
        lines.add("`" + row.key() + "`: " + row.title());
        lines.add("");
        lines.add(
                "| | "
                        + row.first()
                        + " | "
                        + others.stream()
                                .map(name -> name + " | " + row.first() + " / " + name)
                                .collect(Collectors.joining(" | "))
                        + " |");
        lines.add("|---|---:|" + "---:|---:|".repeat(others.size()));
        for (Figure figure : row.figures()) {
            StringBuilder line = new StringBuilder("| " + figure.what() + " | ");
            line.append(text(merged, figure.name())).append(" |");
            for (String other : others) {
                line.append(' ').append(text(merged, figure.name(other))).append(" | ");
                line.append(text(merged, figure.ratioTo(other))).append(" |");
            }
            lines.add(line.toString());
        }
    }

    private static String text(Results merged, String name) {
        return merged.get(name).map(Numbers::text).orElse("-");
    }
}
