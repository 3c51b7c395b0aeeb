package org.dsp.faults;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them. */
final class Units {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})([a-zA-Z]*)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "k", 1000L, "M", 1_000_000L, "G", 1_000_000_000L);

    private Units() {}

    /** {@code 20ms}, {@code 5s}, {@code 1m}, {@code 2h}, or {@code 0}. */
    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(number("time", text, MILLIS, "20ms, 5s, 1m, 2h"));
    }

    /** {@code 100ms..500ms}, or one time. */
    static Span span(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Span(duration(text), duration(text));
        }
        return new Span(duration(text.substring(0, dots)), duration(text.substring(dots + 2)));
    }

    /** {@code 1500}, {@code 64k}, {@code 10M}, {@code 1G}: thousands. */
    static long bytes(String text) {
        return number("size", text, BYTES, "1500, 64k, 10M, 1G");
    }

    private static long number(String what, String text, Map<String, Long> units, String examples) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException(what + " " + text + "; allowed such as " + examples);
        }
        return Long.parseLong(matcher.group(1)) * units.get(matcher.group(2));
    }
}
