package org.dsp.sim.cluster;

import java.util.ArrayDeque;
import java.util.List;
import org.dsp.sim.net.Events;

/** The last lines of a daemon's log. */
final class Log {
    private static final int LINES = 60;

    private final Events events;
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    Log(Events events) {
        this.events = events;
    }

    void add(String text) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.add(events.now() / Events.MS + " ms  " + text);
    }

    /** The oldest first. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
