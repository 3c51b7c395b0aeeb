package org.dsp.bench.rival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where programs are. */
public final class OnPath {
    /** Servers are there, and not everybody's path leads there. */
    private static final String SYSTEM = ":/usr/local/sbin:/usr/sbin:/sbin";

    private OnPath() {}

    /** The program of this name. */
    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin") + SYSTEM;
        return Stream.of(path.split(":", -1))
                .map(directory -> Path.of(directory, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
