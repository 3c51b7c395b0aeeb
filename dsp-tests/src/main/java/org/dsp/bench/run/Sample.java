package org.dsp.bench.run;

import java.util.Collections;
import java.util.List;

/**
 * The values of one number in all rounds, sorted.
 *
 * @param values at least one
 */
record Sample(List<Double> values) {
    private static final int WHOLE = 100;

    Sample {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a sample of nothing");
        }
        values = values.stream().sorted().toList();
    }

    /** The middle one; with an even count the mean of the two in the middle. */
    double median() {
        int size = values.size();
        return (values.get((size - 1) / 2) + values.get(size / 2)) / 2;
    }

    /** The value that {@code percent} of all, 1…100, do not exceed. */
    double percentile(int percent) {
        int rank = (values.size() * percent + WHOLE - 1) / WHOLE;
        return values.get(rank - 1);
    }

    double min() {
        return Collections.min(values);
    }

    double max() {
        return Collections.max(values);
    }
}
