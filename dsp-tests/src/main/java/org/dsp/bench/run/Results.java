package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All numbers by name, in order: {@code NAME} is the median of the rounds, {@code NAME.min} and
 * {@code NAME.max} the ends of their spread.
 */
final class Results {
    private static final String MIN = ".min";
    private static final String MAX = ".max";

    private final Map<String, Double> numbers = new LinkedHashMap<>();

    /**
     * The numbers of several runs as one: the median of the medians, the ends of all spreads. Only
     * numbers that all have.
     */
    static Results merged(List<Results> runs) {
        Results merged = new Results();
        for (String name : runs.get(0).numbers.keySet()) {
            List<Double> values = runs.stream().flatMap(run -> run.get(name).stream()).toList();
            if (values.size() == runs.size()) {
                Sample sample = new Sample(values);
                merged.add(
                        name,
                        name.endsWith(MIN)
                                ? sample.min()
                                : name.endsWith(MAX) ? sample.max() : sample.median());
            }
        }
        return merged;
    }

    /** Takes what a row gave. */
    void add(RowResult result) {
        Row row = result.row();
        for (Figure figure : row.figures()) {
            add(figure.name(), result.of(row.first(), figure));
            for (String other : row.others()) {
                add(figure.name(other), result.of(other, figure));
                add(figure.ratioTo(other), result.ratio(other, figure));
            }
        }
    }

    /**
     * Takes one number.
     *
     * @throws IllegalArgumentException if it is not finite: the round gave nothing
     */
    void add(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ": nothing was measured");
        }
        numbers.put(name, value);
    }

    /** The number of this name, if it was measured. */
    Optional<Double> get(String name) {
        return Optional.ofNullable(numbers.get(name));
    }

    /** Median and spread of this name, if it was measured in rounds. */
    Optional<Spread> spread(String name) {
        return get(name).isPresent() && get(name + MIN).isPresent()
                ? Optional.of(
                        new Spread(
                                numbers.get(name),
                                numbers.get(name + MIN),
                                numbers.get(name + MAX)))
                : Optional.empty();
    }

    /** One flat JSON object. */
    String toJson() {
        List<String> lines = new ArrayList<>();
        numbers.forEach(
                (name, value) ->
                        lines.add(String.format(Locale.ROOT, "  \"%s\": %.6g", name, value)));
        return "{\n" + String.join(",\n", lines) + "\n}\n";
    }

    private void add(String name, Sample sample) {
        add(name, sample.median());
        add(name + MIN, sample.min());
        add(name + MAX, sample.max());
    }

    /** A median and the ends of the spread. */
    record Spread(double median, double min, double max) {}
}
