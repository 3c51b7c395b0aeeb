package org.dsp.bench.load;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one round gave, as it travels from the load client to the benchmark: {@code name=number}
 * separated by spaces.
 */
public record Measured(Map<String, Double> values) {
    /** Round trips, or copies. */
    public static final String COUNT = "count";

    /** Wall-clock seconds that they took together. */
    public static final String SECONDS = "seconds";

    /** Bytes that were copied. */
    public static final String BYTES = "bytes";

    /** Median of the latencies in µs; p99 and max likewise. */
    public static final String P50 = "p50";

    public static final String P99 = "p99";
    public static final String MAX = "max";

    public Measured {
        values = Map.copyOf(values);
    }

    /** The value of this name. */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + this);
        }
        return value;
    }

    /** As one line. */
    public String toLine() {
        StringBuilder line = new StringBuilder();
        new TreeMap<>(values)
                .forEach(
                        (name, value) ->
                                line.append(line.isEmpty() ? "" : " ")
                                        .append(String.format(Locale.ROOT, "%s=%s", name, value)));
        return line.toString();
    }

    /**
     * Reads such a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Measured parse(String line) {
        Map<String, Double> values = new TreeMap<>();
        for (String part : line.split(" ", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not a result: " + line);
            }
            values.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1)));
        }
        return new Measured(values);
    }
}
