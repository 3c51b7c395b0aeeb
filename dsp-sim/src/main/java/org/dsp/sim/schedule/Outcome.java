package org.dsp.sim.schedule;

import java.util.List;

/**
 * What became of one schedule.
 *
 * @param seed of the schedule
 * @param settings of it
 * @param nodes how many there were
 * @param events that happened
 * @param opened sessions
 * @param requests of clients
 * @param leaves of links
 * @param problems what was wrong; empty = nothing
 * @param trace what was done, then what the daemons said last
 */
public record Outcome(
        long seed,
        ScheduleSettings settings,
        int nodes,
        long events,
        int opened,
        int requests,
        int leaves,
        List<String> problems,
        List<String> trace) {
    public Outcome {
        problems = List.copyOf(problems);
        trace = List.copyOf(trace);
    }

    /** Whether everything that must hold held. */
    public boolean holds() {
        return problems.isEmpty();
    }

    /** What a person needs to run it again. */
    public String text() {
        return "seed "
                + seed
                + "; replay: -Ddsp.sim.schedules=1 -Ddsp.sim.seed="
                + seed
                + (settings.isLong() ? " -Ddsp.sim.long=true" : "")
                + (settings.services() ? " -Dtest=ServiceSchedulesTest" : " -Dtest=SchedulesTest")
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + "\n"
                + String.join("\n", problems)
                + "\n\nwhat was done:\n"
                + String.join("\n", trace);
    }
}
