package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All numbers by name, in order: {@code NAME} is the median of the rounds, {@code NAME.min} and
 * {@code NAME.max} the ends of their spread.
 */
final class Results {
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    /** Takes what a row gave. */
    void add(RowResult result, List<String> others) {
        for (Figure figure : result.row().figures()) {
            add(figure.name(Sides.DSP), result.of(Sides.DSP, figure));
            for (String other : others) {
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

    /** The numbers by name. */
    Map<String, Double> numbers() {
        return Map.copyOf(numbers);
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
        add(name + ".min", sample.min());
        add(name + ".max", sample.max());
    }
}
