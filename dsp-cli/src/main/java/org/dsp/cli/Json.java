package org.dsp.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Flag;
import org.dsp.core.admin.Value.Items;
import org.dsp.core.admin.Value.Real;
import org.dsp.core.admin.Value.Text;
import org.dsp.core.admin.Value.Whole;

/** Values as JSON (RFC 8259), in ASCII. */
final class Json {
    private static final int STEP = 2;
    private static final int LAST_ASCII = 0x7E;

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private Json(boolean pretty) {
        this.pretty = pretty;
    }

    /** On one line. */
    static String compact(Value value) {
        return write(value, false);
    }

    /** On many lines, for people too. */
    static String pretty(Value value) {
        return write(value, true);
    }

    private static String write(Value value, boolean pretty) {
        var json = new Json(pretty);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(Value value, int depth) {
        if (value instanceof Flag flag) {
            out.append(flag.on());
        } else if (value instanceof Whole whole) {
            out.append(whole.number());
        } else if (value instanceof Real real) {
            out.append(real.number());
        } else if (value instanceof Text text) {
            text(text.text());
        } else if (value instanceof Items items) {
            items(items, depth);
        } else if (value instanceof Fields fields) {
            fields(fields, depth);
        } else {
            out.append("null");
        }
    }

    private void items(Items items, int depth) {
        boolean plain =
                items.values().stream().noneMatch(v -> v instanceof Fields || v instanceof Items);
        out.append('[');
        Iterator<Value> values = items.values().iterator();
        while (values.hasNext()) {
            if (!plain) {
                line(depth + 1);
            }
            value(values.next(), depth + 1);
            comma(values, plain);
        }
        if (!plain && !items.values().isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void fields(Fields fields, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, Value>> values = fields.values().entrySet().iterator();
        while (values.hasNext()) {
            Map.Entry<String, Value> each = values.next();
            line(depth + 1);
            text(each.getKey());
            out.append(pretty ? ": " : ":");
            value(each.getValue(), depth + 1);
            comma(values, false);
        }
        if (!fields.values().isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void comma(Iterator<?> more, boolean spaced) {
        if (more.hasNext()) {
            out.append(spaced && pretty ? ", " : ",");
        }
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append(" ".repeat(STEP * depth));
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > LAST_ASCII) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
