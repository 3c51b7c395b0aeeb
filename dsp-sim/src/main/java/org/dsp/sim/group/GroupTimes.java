package org.dsp.sim.group;

import org.dsp.sim.net.Events;

/**
 * How long the service takes, in ns of virtual time: as the real one is set up and was measured.
 *
 * @param beat between two looks at who is heard
 * @param silence after which a member that says nothing is suspected; up to a quarter more
 * @param closed after which one whose sockets closed is, at most
 * @param mergeMin shortest time between two looks for other views
 * @param mergeMax longest
 * @param join how long a joiner waits for somebody before it begins alone
 */
public record GroupTimes(
        long beat, long silence, long closed, long mergeMin, long mergeMax, long join) {
    public static final GroupTimes DEFAULT =
            new GroupTimes(
                    250 * Events.MS,
                    6 * Events.SECOND,
                    1_000 * Events.MS,
                    Events.SECOND,
                    3 * Events.SECOND,
                    300 * Events.MS);
}
