package org.dsp.sim.cluster;

import java.util.Optional;
import org.dsp.core.config.Container;
import org.dsp.sim.net.Events;

/**
 * What a run is made of.
 *
 * @param machines how many, 1…100
 * @param links times of the links; empty = no channels: agents are told that every peer of a view
 *     is linked
 * @param grain of the daemons' timers, in ns
 * @param container the only one, of every configuration too
 */
public record WorldSettings(
        int machines, Optional<LinkTimes> links, long grain, Container container) {
    /** As {@code dspd}: links, timers of a millisecond. */
    public static WorldSettings linked(int machines) {
        return new WorldSettings(
                machines, Optional.of(LinkTimes.DEFAULT), Events.MS, Container.DEFAULT);
    }

    /** Agents without links. */
    public static WorldSettings agentsOnly(int machines) {
        return new WorldSettings(machines, Optional.empty(), Events.MS, Container.DEFAULT);
    }
}
