package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Many schedules at once. */
final class Runs {
    private Runs() {}

    /** Those of {@code count} seeds from {@code first} on. */
    static List<Outcome> of(long first, int count, ScheduleSettings settings) {
        return LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> Schedule.run(seed, settings))
                .toList();
    }

    /** The first that failed, in full, and the seeds of all. */
    static List<String> failed(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream().filter(one -> !one.holds()).toList();
        List<String> text = new ArrayList<>();
        failed.stream().limit(1).forEach(one -> text.add(one.text()));
        if (failed.size() > 1) {
            text.add("failed: " + failed.stream().map(Outcome::seed).toList());
        }
        return text;
    }
}
