package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.file.Path;

/** Whether somebody watches. */
final class Terminal {
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Whether standard error is a terminal. Not by System.console(), which asks about the two other
     * streams, and from Java 22 on about none. False where the system does not tell.
     */
    static boolean isStderr() {
        try {
            return isTerminal(STDERR.toRealPath().toString());
        } catch (IOException e) {
            // A pipe or a socket, which has no path, or no such system.
            return false;
        }
    }

    /** Whether a device of this path is a terminal. */
    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/")
                || device.startsWith("/dev/tty")
                || device.equals("/dev/console");
    }
}
