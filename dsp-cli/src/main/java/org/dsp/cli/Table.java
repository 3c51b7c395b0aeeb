package org.dsp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dsp.core.admin.Value.Fields;

/** Rows under titles, each column as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

    private record Column(String title, boolean number, Function<Fields, String> cell) {}

    private final List<Column> columns = new ArrayList<>();

    /** A column that stands left. */
    Table left(String title, String field) {
        return column(title, false, row -> Texts.of(row, field));
    }

    /** A column of numbers: stands right. */
    Table right(String title, String field) {
        return column(title, true, row -> Texts.of(row, field));
    }

    /** A column of durations in ms. */
    Table duration(String title, String field) {
        return column(title, true, row -> Texts.duration(row, field));
    }

    /** A column of its own making. */
    Table column(String title, boolean number, Function<Fields, String> cell) {
        columns.add(new Column(title, number, cell));
        return this;
    }

    /** The lines, titles first; no blanks at their ends. */
    List<String> lines(List<Fields> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::title).toList());
        rows.forEach(row -> cells.add(columns.stream().map(c -> c.cell().apply(row)).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return cells.stream().map(line -> line(line, widths)).toList();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).number() ? blanks + cells.get(i) : cells.get(i) + blanks);
        }
        return line.toString().stripTrailing();
    }
}
