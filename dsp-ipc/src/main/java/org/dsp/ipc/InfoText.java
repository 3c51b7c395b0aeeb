package org.dsp.ipc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code key=value} lines of an INFO frame, taken out key by key; what is left is unknown. */
final class InfoText {
    private final Map<String, String> values = new LinkedHashMap<>();

    InfoText(String text) {
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw bad("the line \"" + line + "\" is not key=value");
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    String text(String key) {
        String value = values.remove(key);
        return value == null ? "" : value;
    }

    int number(String key, int absent) {
        return Math.toIntExact(parse(key, 10, absent, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    int hex(String key) {
        return (int) parse(key, 16, 0, 0, 0xffff_ffffL);
    }

    long count(String key) {
        return parse(key, 10, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    List<Integer> numbers(String key) {
        String value = text(key);
        try {
            return value.isEmpty()
                    ? List.of()
                    : List.of(value.split(",", -1)).stream().map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw bad(key + "=" + value + " is not a list of numbers");
        }
    }

    Map<String, String> rest() {
        return Map.copyOf(values);
    }

    private long parse(String key, int radix, long absent, long least, long most) {
        String value = values.remove(key);
        if (value == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(value, radix);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad(key + "=" + value + " is not a number");
        }
        throw bad(key + "=" + value + " is out of range");
    }

    private static DvkException bad(String what) {
        return new DvkException(ErrorCode.EDVSBADVALUE, "the daemon's information: " + what);
    }
}
