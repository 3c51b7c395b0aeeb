package org.dsp.agent.launch;

import java.util.Map;

/** What an exit status means, in words. */
final class ExitText {
    private static final int SIGNALLED = 128;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** Those that end programs, by their numbers on Linux. */
    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "SIGHUP"),
                    Map.entry(2, "SIGINT"),
                    Map.entry(3, "SIGQUIT"),
                    Map.entry(4, "SIGILL"),
                    Map.entry(6, "SIGABRT"),
                    Map.entry(7, "SIGBUS"),
                    Map.entry(8, "SIGFPE"),
                    Map.entry(9, "SIGKILL"),
                    Map.entry(11, "SIGSEGV"),
                    Map.entry(13, "SIGPIPE"),
                    Map.entry(14, "SIGALRM"),
                    Map.entry(15, "SIGTERM"),
                    Map.entry(24, "SIGXCPU"),
                    Map.entry(25, "SIGXFSZ"),
                    Map.entry(31, "SIGSYS"));

    private ExitText() {}

    /**
     * As a log line says it, after "the program".
     *
     * @param status from 0 to 255; above 128 that of a signal
     */
    static String of(int status) {
        if (status > SIGNALLED && SIGNALS.containsKey(status - SIGNALLED)) {
            return "was ended by " + SIGNALS.get(status - SIGNALLED);
        }
        return switch (status) {
            case NOT_EXECUTABLE -> "could not be executed (status 126)";
            case NOT_FOUND -> "or its interpreter was not found (status 127)";
            default -> "exited with status " + status;
        };
    }
}
