package org.dsp.sim.cluster;

import java.util.ArrayDeque;
import org.dsp.sim.net.Wires;

/** What happens to a process while its machine stands still: done in order when it goes on. */
final class Standstill {
    private final Wires wires;
    private final int machine;
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();

    Standstill(Wires wires, int machine) {
        this.wires = wires;
        this.machine = machine;
    }

    /** Runs {@code event} now, or after all that waits. */
    void run(Runnable event) {
        boolean waits = !backlog.isEmpty();
        if (!waits && !wires.isFrozen(machine)) {
            event.run();
            return;
        }
        backlog.add(event);
        if (!waits) {
            wires.whenAwake(machine, this::catchUp);
        }
    }

    private void catchUp() {
        while (!backlog.isEmpty()) {
            if (wires.isFrozen(machine)) {
                wires.whenAwake(machine, this::catchUp);
                return;
            }
            backlog.remove().run();
        }
    }
}
