package org.dsp.sim.schedule;

import org.dsp.sim.net.Events;

/**
 * How long and how large the schedules are.
 *
 * @param fewest nodes of a schedule
 * @param most nodes of a schedule
 * @param storm how long things go wrong, in ns
 * @param calm how long after that everything must be right, in ns
 * @param services whether clients call services; else agents are told of sessions
 */
public record ScheduleSettings(int fewest, int most, long storm, long calm, boolean services) {
    private static final long LONGEST_SHORT = 60 * Events.SECOND;

    /** Whether it is one of those that are too long for every build. */
    boolean isLong() {
        return storm > LONGEST_SHORT;
    }

    /** Until everybody is there and configured, before anything goes wrong, in ns. */
    public static final long BEGIN = 15 * Events.SECOND;

    /** After a partition heals all must be equal within that, in ns. */
    public static final long HEALED = 15 * Events.SECOND;

    /** 3–9 nodes for 3 minutes. */
    public static final ScheduleSettings LONG =
            new ScheduleSettings(3, 9, 180 * Events.SECOND - BEGIN - HEALED, HEALED, false);

    /** 3–6 nodes for one minute. */
    public static final ScheduleSettings SHORT =
            new ScheduleSettings(3, 6, 60 * Events.SECOND - BEGIN - HEALED, HEALED, false);

    /** 3–6 nodes, 45 s of faults, and their clients. */
    public static final ScheduleSettings SERVICES =
            new ScheduleSettings(3, 6, 45 * Events.SECOND, HEALED, true);

    /** 3–7 nodes, 3 minutes of faults, and their clients. */
    public static final ScheduleSettings LONG_SERVICES =
            new ScheduleSettings(3, 7, 180 * Events.SECOND, HEALED, true);
}
