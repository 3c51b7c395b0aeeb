package org.dsp.sim.cluster;

import org.dsp.sim.net.Events;

/**
 * Times of the links, in ns.
 *
 * @param hello between two HELLOs
 * @param ackDelay longest wait before what was taken is acknowledged
 * @param grace how long a peer may be away before it is left
 * @param backoffMin first wait between attempts
 * @param backoffMax longest
 */
public record LinkTimes(long hello, long ackDelay, long grace, long backoffMin, long backoffMax) {
    /** The daemon's. */
    public static final LinkTimes DEFAULT =
            new LinkTimes(
                    Events.SECOND,
                    10 * Events.MS,
                    5 * Events.SECOND,
                    10 * Events.MS,
                    500 * Events.MS);
}
