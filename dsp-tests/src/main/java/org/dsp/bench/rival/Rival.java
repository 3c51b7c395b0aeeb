package org.dsp.bench.rival;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A proxy that people use, as the distribution's package brings it. */
public interface Rival {
    /** What it is called in the table and in the names of results. */
    String name();

    /** What is missing on this machine, and the line that installs it. */
    Optional<String> missing();

    /** Its version, for the report. Only if nothing is missing. */
    String version();

    /** What its configuration file says. Only if nothing is missing. */
    String configuration(Ports ports);

    /**
     * Starts it in the foreground. Only if nothing is missing.
     *
     * @param file the configuration
     * @param directory for what it writes
     */
    List<String> command(Path file, Path directory);
}
