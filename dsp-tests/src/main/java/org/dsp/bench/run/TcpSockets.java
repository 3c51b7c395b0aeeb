package org.dsp.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which descriptors of a process are TCP connections from or to certain ports. */
final class TcpSockets {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;
    private static final String SOCKET = "socket:[";

    private TcpSockets() {}

    /** The descriptors of a process that are connections with one of the ports at either end. */
    static List<Integer> of(long pid, List<Integer> ports) {
        Set<String> inodes = new HashSet<>();
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            inodes.addAll(inodes(lines(Path.of(file)), ports));
        }
        Path directory = Path.of("/proc", Long.toString(pid), "fd");
        List<Integer> descriptors = new ArrayList<>();
        try (Stream<Path> links = Files.list(directory)) {
            for (Path link : links.toList()) {
                String target = target(link);
                if (target.startsWith(SOCKET) && inodes.contains(target.replaceAll("[^0-9]", ""))) {
                    descriptors.add(Integer.valueOf(link.getFileName().toString()));
                }
            }
            return descriptors;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    /** The inodes of such connections, from the lines of {@code /proc/net/tcp}. */
    static Set<String> inodes(List<String> lines, List<Integer> ports) {
        Set<String> inodes = new HashSet<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields[STATE].equals(ESTABLISHED)
                    && (ports.contains(port(fields[LOCAL]))
                            || ports.contains(port(fields[REMOTE])))) {
                inodes.add(fields[INODE]);
            }
        }
        return inodes;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }

    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return ""; // Closed meanwhile.
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, StandardCharsets.UTF_8)
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
