package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results for people: medians, and the ends of their spread in brackets. */
final class Table {
    private static final int LABEL = 32;
    private static final int CELL = 30;

    /** From here on digits after the point only distract. */
    private static final double WHOLE = 1000;

    private final List<String> others;
    private final List<String> lines = new ArrayList<>();

    /** Begins with these lines. */
    Table(List<String> others, List<String> head) {
        this.others = List.copyOf(others);
        lines.addAll(head);
    }

    /** Takes what a row gave. */
    void add(RowResult result) {
        lines.add("");
        StringBuilder title = new StringBuilder(cell("", LABEL)).append(cell(Sides.DSP, CELL));
        others.forEach(
                other -> title.append(cell(other, CELL)).append(cell("dsp / " + other, CELL)));
        lines.add(result.row().title());
        lines.add(title.toString().stripTrailing());
        for (Figure figure : result.row().figures()) {
            StringBuilder line =
                    new StringBuilder(cell("  " + figure.what(), LABEL))
                            .append(cell(text(result.of(Sides.DSP, figure)), CELL));
            for (String other : others) {
                line.append(cell(text(result.of(other, figure)), CELL))
                        .append(cell(text(result.ratio(other, figure)), CELL));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    /** All of it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static String text(Sample sample) {
        return number(sample.median())
                + " ("
                + number(sample.min())
                + "…"
                + number(sample.max())
                + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= WHOLE ? "%.0f" : "%.2f", value);
    }

    private static String cell(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
