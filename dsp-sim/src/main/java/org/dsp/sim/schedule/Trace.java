package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import org.dsp.sim.net.Events;

/** What was done to a cluster, and when: printed with a seed that fails. */
final class Trace {
    private final Events events;
    private final List<String> lines = new ArrayList<>();

    Trace(Events events) {
        this.events = events;
    }

    void add(String what) {
        lines.add("%9.3f s  %s".formatted((double) events.now() / Events.SECOND, what));
    }

    List<String> lines() {
        return lines;
    }
}
