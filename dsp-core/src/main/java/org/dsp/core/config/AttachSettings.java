package org.dsp.core.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where programs attach.
 *
 * @param socket path of the Unix socket, at most {@value #SOCKET_MAX} bytes
 * @param maxProcesses connections at once, in {@link #PROCESSES}
 */
public record AttachSettings(Path socket, int maxProcesses) {
    /** Longest path that the kernel takes for a Unix socket, in bytes. */
    public static final int SOCKET_MAX = 107;

    public static final IntRange PROCESSES = new IntRange(1, 65_536);

    public static final AttachSettings DEFAULT =
            new AttachSettings(Path.of("/run/dsp/dvk.sock"), 1024);

    public AttachSettings {
        if (!fits(socket.toString())) {
            throw new IllegalArgumentException(
                    "socket " + socket + "; allowed at most " + SOCKET_MAX + " bytes");
        }
        PROCESSES.check("max_processes", maxProcesses);
    }

    /** Whether {@code path} is short enough. */
    public static boolean fits(String path) {
        return path.getBytes(StandardCharsets.UTF_8).length <= SOCKET_MAX;
    }
}
