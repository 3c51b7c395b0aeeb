package org.dsp.agent.launch;

import java.util.List;
import org.dsp.core.launch.StartOrder;
import org.slf4j.Logger;

/** A program that was started, until no process of it lives. Used by the launcher's thread. */
final class Program {
    private static final Logger LOG = LaunchLog.LOG;

    /** When a program that was killed so long ago is still there, that is said. */
    private static final int STUBBORN_ROUNDS = 100;

    private static final long OUTPUT_END_MS = 200;

    private final StartOrder order;
    private final Process first;
    private final Mark mark;
    private final Capture capture;
    private boolean firstEnded;
    private boolean asked;
    private boolean killed;
    private int rounds;

    Program(StartOrder order, Process first, Mark mark, Capture capture) {
        this.order = order;
        this.first = first;
        this.mark = mark;
        this.capture = capture;
    }

    StartOrder order() {
        return order;
    }

    Process first() {
        return first;
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

    /** What an exit status of its first process means, with what it said last. */
    String exitText(int status, boolean alive) {
        String text = ExitText.of(status);
        if (status == 0) {
            return text;
        }
        if (!alive) {
            capture.await(OUTPUT_END_MS);
        }
        String last = capture.lastLine();
        return last.isEmpty() ? text : text + ": " + last;
    }

    /** No process of it lives. */
    void close() {
        capture.close();
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
