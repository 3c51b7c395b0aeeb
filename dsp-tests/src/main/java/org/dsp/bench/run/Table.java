package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;

/** The results for people: medians, and the ends of their spread in brackets. */
final class Table {
    private static final int LABEL = 32;
    private static final int CELL = 26;

    private final List<String> lines = new ArrayList<>();

    /** Begins with these lines. */
    Table(List<String> head) {
        lines.addAll(head);
    }

    /** Takes what a row gave. */
    void add(RowResult result) {
        Row row = result.row();
        lines.add("");
        lines.add(row.key() + ": " + row.title());
        StringBuilder title = new StringBuilder(cell("", LABEL)).append(cell(row.first(), CELL));
        row.others().forEach(other -> title.append(cell(other, CELL)));
        lines.add(title.toString().stripTrailing());
        for (Figure figure : row.figures()) {
            StringBuilder values = new StringBuilder(cell("  " + figure.what(), LABEL));
            StringBuilder ratios = new StringBuilder(cell("    " + row.first() + " / it", LABEL));
            values.append(cell(text(result.of(row.first(), figure)), CELL));
            ratios.append(cell("", CELL));
            for (String other : row.others()) {
                values.append(cell(text(result.of(other, figure)), CELL));
                ratios.append(cell(text(result.ratio(other, figure)), CELL));
            }
            lines.add(values.toString().stripTrailing());
            if (!row.others().isEmpty()) {
                lines.add(ratios.toString().stripTrailing());
            }
        }
    }

    /** Takes lines as they are, set off by an empty one. */
    void add(List<String> more) {
        lines.add("");
        lines.addAll(more);
    }

    /** All of it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The text, and blanks up to the width; at least one. */
    static String cell(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String text(Sample sample) {
        return Numbers.text(sample.median())
                + " ("
                + Numbers.text(sample.min())
                + "…"
                + Numbers.text(sample.max())
                + ")";
    }
}
