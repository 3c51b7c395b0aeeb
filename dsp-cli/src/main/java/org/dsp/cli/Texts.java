package org.dsp.cli;

import java.util.Locale;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Flag;
import org.dsp.core.admin.Value.Real;
import org.dsp.core.admin.Value.Text;
import org.dsp.core.admin.Value.Whole;

/** Values as a person reads them, one line each. */
final class Texts {
    /** Stands where nothing is known. */
    static final String NOTHING = "-";

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Texts() {}

    /** A field; a dash when it is not there. */
    static String of(Fields row, String name) {
        return row.get(name).map(Texts::of).filter(text -> !text.isEmpty()).orElse(NOTHING);
    }

    private static String of(Value value) {
        if (value instanceof Text text) {
            return printable(text.text());
        }
        if (value instanceof Whole whole) {
            return Long.toString(whole.number());
        }
        if (value instanceof Flag flag) {
            return flag.on() ? "yes" : "no";
        }
        if (value instanceof Real real) {
            return String.format(Locale.ROOT, "%.2f", real.number());
        }
        return NOTHING;
    }

    /** A field in milliseconds, as a duration with one unit. */
    static String duration(Fields row, String name) {
        return row.whole(name).map(Texts::duration).orElse(NOTHING);
    }

    private static String duration(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
        }
        if (millis < HOUR) {
            return millis / MINUTE + " min";
        }
        return millis < DAY ? millis / HOUR + " h" : millis / DAY + " d";
    }

    /** What others wrote, harmless to a terminal and on one line. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            switch (Character.getType(point)) {
                                case Character.CONTROL,
                                        Character.FORMAT,
                                        Character.SURROGATE,
                                        Character.LINE_SEPARATOR,
                                        Character.PARAGRAPH_SEPARATOR,
                                        Character.UNASSIGNED ->
                                        safe.append('?');
                                default -> safe.appendCodePoint(point);
                            }
                        });
        return safe.toString();
    }
}
