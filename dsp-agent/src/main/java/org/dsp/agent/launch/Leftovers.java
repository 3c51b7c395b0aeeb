package org.dsp.agent.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * Programs that a daemon before this one left behind: they are ended, since nobody knows any more
 * for whom they work. Used by the launcher's thread, before anything is started.
 */
final class Leftovers {
    private static final Logger LOG = LaunchLog.LOG;
    private static final long LOOK_NANOS = 20_000_000;

    /** How long a killed process may take to be gone. */
    private static final long KILL_NANOS = 2_000_000_000L;

    private final Journal journal;
    private final ProcTable table;
    private final Processes processes;
    private final long graceNanos;

    /**
     * @param graceNanos between asking them and killing them
     */
    Leftovers(Journal journal, ProcTable table, Processes processes, long graceNanos) {
        this.journal = journal;
        this.table = table;
        this.processes = processes;
        this.graceNanos = graceNanos;
    }

    /** Ends them, and returns when they are gone, or cannot be ended. */
    void end() {
        Map<String, JournalEntry> left = new LinkedHashMap<>();
        String bootId = table.bootId();
        journal.leftovers()
                .forEach(
                        (name, entry) -> {
                            // Nothing outlives the machine, and ticks of another start lie.
                            if (entry.bootId().equals(bootId)) {
                                left.put(name, entry);
                            } else {
                                journal.remove(name);
                            }
                        });
        removeGone(left);
        left.values().forEach(entry -> LOG.info("{} was left behind; it is ended", entry.label()));
        signal(left, false);
        await(left, graceNanos, false);
        await(left, KILL_NANOS, true);
        left.values().forEach(entry -> LOG.warn("{} was left behind, and stays", entry.label()));
    }

    private void await(Map<String, JournalEntry> left, long nanos, boolean kill) {
        long from = System.nanoTime();
        removeGone(left);
        while (!left.isEmpty() && System.nanoTime() - from < nanos) {
            if (kill) {
                signal(left, true);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            removeGone(left);
        }
    }

    private void signal(Map<String, JournalEntry> left, boolean kill) {
        List<ProcEntry> all = processes.now();
        for (JournalEntry entry : left.values()) {
            for (ProcEntry living : processes.of(entry.mark(), all, false)) {
                processes.signal(living, kill);
            }
        }
    }

    private void removeGone(Map<String, JournalEntry> left) {
        if (left.isEmpty()) {
            return;
        }
        List<ProcEntry> all = processes.now();
        left.entrySet()
                .removeIf(
                        each -> {
                            boolean gone =
                                    processes.of(each.getValue().mark(), all, false).isEmpty();
                            if (gone) {
                                journal.remove(each.getKey());
                            }
                            return gone;
                        });
    }
}
