package org.dsp.agent.launch;

import java.util.List;
import org.dsp.core.launch.StartOrder;
import org.slf4j.Logger;

/** A program that was started, until no process of it lives. Used by the launcher's thread. */
final class Program {
    private static final Logger LOG = LaunchLog.LOG;

    /** When a program that was killed so long ago is still there, that is said. */
    private static final int STUBBORN_ROUNDS = 100;

    private final StartOrder order;
    private final Process first;
    private final Mark mark;
    private final Capture output;
    private boolean firstEnded;
    private boolean asked;
    private boolean killed;
    private int rounds;

    Program(StartOrder order, Process first, Mark mark, Capture output) {
        this.order = order;
        this.first = first;
        this.mark = mark;
        this.output = output;
    }

    StartOrder order() {
        return order;
    }

    Process first() {
        return first;
    }

    Capture output() {
        return output;
    }

    /** Whether it has to be looked for: nobody says when its other processes end. */
    boolean watched() {
        return firstEnded;
    }

    /** Whether it was told to end. */
    boolean toEnd() {
        return asked;
    }

    /** Its first process has ended, and that was told. */
    void firstHasEnded() {
        firstEnded = true;
    }

    List<ProcEntry> living(Processes processes, List<ProcEntry> all) {
        return processes.of(mark, all, true);
    }

    /** Asks it to end, or ends it; a kill is repeated by {@link #look}. */
    void signal(Processes processes, boolean kill) {
        asked = true;
        killed |= kill;
        for (ProcEntry entry : living(processes, processes.now())) {
            processes.signal(entry, kill);
        }
    }

    /**
     * Looks after one that is {@link #watched}.
     *
     * @return whether a process of it lives
     */
    boolean look(Processes processes, List<ProcEntry> all) {
        List<ProcEntry> living = living(processes, all);
        if (killed) {
            living.forEach(entry -> processes.signal(entry, true));
            rounds++;
            if (rounds == STUBBORN_ROUNDS && !living.isEmpty()) {
                LOG.warn(
                        "{} does not end though it was killed: process {}",
                        label(order),
                        living.get(0).pid());
            }
        }
        return !living.isEmpty();
    }

    /** What the exit status of its first process means, with what it said last if it failed. */
    String exitText() {
        String text = ExitText.of(first.exitValue());
        String last = first.exitValue() == 0 ? "" : output.lastLine();
        return last.isEmpty() ? text : text + ": " + last;
    }

    static String label(StartOrder order) {
        return "the program of service %s on endpoint %d of container %d"
                .formatted(order.service(), order.serverEndpoint(), order.dcid());
    }

    /** The name of its entry in the journal; instances are numbered anew by each daemon. */
    static String name(StartOrder order) {
        return ProcessHandle.current().pid() + "-" + order.instance();
    }

    /** The name of its file of output: one for each endpoint. */
    static String output(StartOrder order) {
        return "%s-%d-%d.out".formatted(order.service(), order.dcid(), order.serverEndpoint());
    }
}
