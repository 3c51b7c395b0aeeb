package org.dsp.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a TCP port of this machine, as far as /proc shows it: other users' processes only
 * to root.
 */
final class PortHolder {
    private static final String LISTEN = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    PortHolder(Path proc) {
        this.proc = proc;
    }

    /** The pid of the process that listens there. */
    Optional<Long> pid(int port) {
        Set<String> sockets = new HashSet<>();
        listening(proc.resolve("net/tcp"), port, sockets);
        listening(proc.resolve("net/tcp6"), port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether that process is a {@code dspd}. */
    boolean isDaemon(long pid) {
        try {
            byte[] line = Files.readAllBytes(proc.resolve(pid + "/cmdline"));
            return new String(line, StandardCharsets.UTF_8).contains(Dspd.class.getName());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void listening(Path table, int port, Set<String> sockets) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > INODE
                        && words[ADDRESS].endsWith(suffix)
                        && words[STATE].equals(LISTEN)) {
                    sockets.add("socket:[" + words[INODE] + "]");
                }
            }
        } catch (IOException absent) {
            // No such table, as on a machine without IPv6: nobody listens by it.
            return;
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException goneOrForbidden) {
            return false;
        }
        return false;
    }
}
