package org.dsp.agent.launch;

import java.util.List;
import java.util.Optional;

/**
 * Finds and signals the processes of programs, also those that went into the background or a
 * session of their own. Only one that gave up its session, its parent <em>and</em> its environment
 * escapes. Any thread.
 */
final class Processes {
    private final ProcTable table;
    private final long self = ProcessHandle.current().pid();

    Processes(ProcTable table) {
        this.table = table;
    }

    /** What there is now, to look for several programs in. */
    List<ProcEntry> now() {
        return table.all();
    }

    /**
     * Those of one program, without zombies.
     *
     * @param watched whether the program was seen alive a moment ago. If not, its session only
     *     counts with its first process still in it: else it may be that of a re-used pid
     */
    List<ProcEntry> of(Mark mark, List<ProcEntry> all, boolean watched) {
        boolean sessionCounts = all.stream().anyMatch(mark::isFirst) || (watched && !reused(mark));
        return all.stream()
                .filter(entry -> !entry.zombie() && entry.pid() != self)
                .filter(entry -> entry.started() >= mark.since())
                .filter(entry -> belongs(mark, entry, sessionCounts))
                .toList();
    }

    private boolean reused(Mark mark) {
        return mark.pid().isEmpty()
                || table.entry(mark.pid().getAsLong())
                        .filter(entry -> !mark.isFirst(entry))
                        .isPresent();
    }

    private boolean belongs(Mark mark, ProcEntry entry, boolean sessionCounts) {
        return mark.isFirst(entry)
                || (sessionCounts && entry.session() == mark.pid().orElse(0))
                || table.token(entry.pid()).filter(mark.token().hex()::equals).isPresent();
    }

    /**
     * Signals a process, if it still is the one that was found.
     *
     * @param kill SIGKILL, else SIGTERM
     */
    void signal(ProcEntry entry, boolean kill) {
        Optional<ProcessHandle> handle = ProcessHandle.of(entry.pid());
        // The handle remembers its own start time and checks it when it signals; that it is the one
        // that was found is checked here, after it was made.
        boolean same =
                table.entry(entry.pid()).filter(e -> e.started() == entry.started()).isPresent();
        if (handle.isPresent() && same) {
            ProcessHandle process = handle.get();
            boolean sent = kill ? process.destroyForcibly() : process.destroy();
            if (!sent) {
                LaunchLog.refused(entry.pid(), kill);
            }
        }
    }
}
