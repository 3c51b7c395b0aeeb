package org.dsp.agent.launch;

import java.util.Optional;

/**
 * A process, as /proc shows it.
 *
 * @param pid of it
 * @param session the pid of the process that began its session
 * @param started when, in clock ticks since the machine started: with the pid, who it is
 * @param zombie whether it has ended, and only waits for its parent
 */
record ProcEntry(long pid, long session, long started, boolean zombie) {
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /**
     * Reads the text of {@code stat}.
     *
     * @return empty if it is none
     */
    static Optional<ProcEntry> parse(long pid, String stat) {
        // The name before may hold blanks and parentheses of its own.
        int name = stat.lastIndexOf(')');
        if (name < 0 || name + 2 >= stat.length()) {
            return Optional.empty();
        }
        String[] fields = stat.substring(name + 2).strip().split(" ", -1);
        if (fields.length <= STARTED) {
            return Optional.empty();
        }
        try {
            String state = fields[STATE];
            return Optional.of(
                    new ProcEntry(
                            pid,
                            Long.parseLong(fields[SESSION]),
                            Long.parseLong(fields[STARTED]),
                            state.equals("Z") || state.equals("X")));
        } catch (NumberFormatException notAStat) {
            return Optional.empty();
        }
    }
}
