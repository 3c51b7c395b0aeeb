package org.dsp.tests.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** What a process has open, as /proc says. */
final class Descriptors {
    private static final int LOCAL = 1;
    private static final int FOREIGN = 2;
    private static final int INODE = 9;
    private static final int FIELDS = 11;
    private static final int HEX = 16;

    private Descriptors() {}

    /**
     * How many of each kind.
     *
     * @param others TCP connections from and to these ports are not counted
     */
    static Map<String, Integer> of(long pid, IntPredicate others) {
        Map<String, Integer> kinds = new TreeMap<>();
        Path process = Path.of("/proc", Long.toString(pid));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            Map<String, Boolean> tcp = new HashMap<>();
            for (String table : List.of("net/tcp", "net/tcp6")) {
                read(process.resolve(table), others, tcp);
            }
            for (Path descriptor : all) {
                target(descriptor)
                        .filter(target -> !tcp.getOrDefault(target, false))
                        .map(target -> tcp.containsKey(target) ? "tcp" : kind(target))
                        .ifPresent(kind -> kinds.merge(kind, 1, Integer::sum));
            }
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> target(Path descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException closedMeanwhile) {
            return Optional.empty();
        }
    }

    private static String kind(String target) {
        return target.startsWith("/") ? "file" : target.replaceFirst(":\\[[0-9]+]$", "");
    }

    private static void read(Path table, IntPredicate others, Map<String, Boolean> found)
            throws IOException {
        List<String> lines = Files.exists(table) ? Files.readAllLines(table) : List.of();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = line.strip().split("\\s+", FIELDS);
            boolean other = others.test(port(words[LOCAL])) || others.test(port(words[FOREIGN]));
            found.put("socket:[" + words[INODE] + "]", other);
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }
}
