package org.dsp.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.config.Texts;

/** What a node file says about the programs that its services start. */
final class LaunchReader {
    private final BlockReader reader;

    LaunchReader(BlockReader reader) {
        this.reader = reader;
    }

    /**
     * Reads its settings; none of them may be wrong.
     *
     * @param otherwise what holds for those that are left out
     * @param directory where output and journal are kept
     */
    Optional<LaunchSettings> settings(LaunchSettings otherwise, Path directory) {
        String user =
                reader.text("launch_user", Texts::isName, Texts.NAME_RULE)
                        .orElse(otherwise.launchUser());
        int starts = number("launch_starts", LaunchSettings.STARTS, otherwise.launchStarts());
        int programs =
                number("launch_programs", LaunchSettings.PROGRAMS, otherwise.launchPrograms());
        int stop =
                number(
                        "launch_stop_ms",
                        LaunchSettings.STOP,
                        (int) otherwise.launchStop().toMillis());
        int bytes =
                number(
                        "launch_output_bytes",
                        LaunchSettings.OUTPUT_BYTES,
                        otherwise.launchOutputBytes());
        int files =
                number(
                        "launch_output_files",
                        LaunchSettings.OUTPUT_FILES,
                        otherwise.launchOutputFiles());
        int open =
                number("launch_open_files", LaunchSettings.OPEN_FILES, otherwise.launchOpenFiles());
        int memory =
                number("launch_memory_mb", LaunchSettings.MEMORY_MB, otherwise.launchMemoryMb());
        int processes =
                number("launch_processes", LaunchSettings.PROCESSES, otherwise.launchProcesses());
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(
                        new LaunchSettings(
                                directory,
                                user,
                                starts,
                                programs,
                                Duration.ofMillis(stop),
                                bytes,
                                files,
                                open,
                                memory,
                                processes));
    }

    private int number(String name, IntRange range, int otherwise) {
        OptionalInt value = reader.integer(name, range);
        return value.orElse(otherwise);
    }
}
