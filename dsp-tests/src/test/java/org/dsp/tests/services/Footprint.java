package org.dsp.tests.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;

/** What a daemon and the programs that it started hold of the machine, and what it said of them. */
final class Footprint {
    private final ChildProcess daemon;
    private final Path programs;

    /** Of the daemon as it runs now. */
    Footprint(Cluster cluster, int node) {
        daemon = cluster.node(node).process();
        programs = cluster.stateDirectory().resolve("programs").resolve("node" + node);
    }

    /** Open descriptors of the daemon. */
    int descriptors() {
        return list(Path.of("/proc", Long.toString(daemon.pid()), "fd")).size();
    }

    /** Processes that the daemon started, zombies too. */
    List<Long> children() {
        return ProcessHandle.of(daemon.pid()).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Entries of the journal: programs that the next daemon would have to end. */
    List<Path> journal() {
        return list(programs).stream().filter(file -> file.toString().contains(".run")).toList();
    }

    /** Bytes of output that are kept of a service. */
    long outputBytes(String service) {
        return list(programs).stream()
                .filter(file -> file.getFileName().toString().startsWith(service + "-"))
                .mapToLong(Footprint::size)
                .sum();
    }

    /** Lines of the daemon's log that have this text. */
    List<String> said(String text) {
        return Stream.concat(daemon.out().lines().stream(), daemon.err().lines().stream())
                .filter(line -> line.contains(text))
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
