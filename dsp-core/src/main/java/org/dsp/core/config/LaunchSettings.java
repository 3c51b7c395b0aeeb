package org.dsp.core.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node starts and ends the programs of its services.
 *
 * @param launchDirectory where their output and the journal of those that run are kept
 * @param launchUser that they run as; {@value #SELF} is the daemon's
 * @param launchStarts that may be under way at once, in {@link #STARTS}; 0 = one for each processor
 * @param launchPrograms that may run at once, in {@link #PROGRAMS}
 * @param launchStop between asking a program to end and killing it, in {@link #STOP}
 * @param launchOutputBytes of one file of output, in {@link #OUTPUT_BYTES}
 * @param launchOutputFiles kept of each program, in {@link #OUTPUT_FILES}
 * @param launchOpenFiles of one program, in {@link #OPEN_FILES}; 0 = as the daemon
 * @param launchMemoryMb address space of one process, in MiB, in {@link #MEMORY_MB}; 0 = as the
 *     daemon
 * @param launchProcesses of the user that programs run as, in {@link #PROCESSES}; 0 = as the daemon
 */
public record LaunchSettings(
        Path launchDirectory,
        String launchUser,
        int launchStarts,
        int launchPrograms,
        Duration launchStop,
        int launchOutputBytes,
        int launchOutputFiles,
        int launchOpenFiles,
        int launchMemoryMb,
        int launchProcesses) {
    public static final IntRange STARTS = new IntRange(0, 1024);
    public static final IntRange PROGRAMS = new IntRange(1, 10_000);

    /** Milliseconds. */
    public static final IntRange STOP = new IntRange(0, 600_000);

    public static final IntRange OUTPUT_BYTES = new IntRange(4096, 1_073_741_824);
    public static final IntRange OUTPUT_FILES = new IntRange(1, 100);
    public static final IntRange OPEN_FILES = new IntRange(0, 1_048_576);
    public static final IntRange MEMORY_MB = new IntRange(0, 1_048_576);
    public static final IntRange PROCESSES = new IntRange(0, 1_000_000);

    /** The user that the daemon runs as. */
    public static final String SELF = "self";

    public LaunchSettings {
        Texts.checkName("launch_user", launchUser);
        STARTS.check("launch_starts", launchStarts);
        PROGRAMS.check("launch_programs", launchPrograms);
        STOP.check("launch_stop_ms", launchStop.toMillis());
        OUTPUT_BYTES.check("launch_output_bytes", launchOutputBytes);
        OUTPUT_FILES.check("launch_output_files", launchOutputFiles);
        OPEN_FILES.check("launch_open_files", launchOpenFiles);
        MEMORY_MB.check("launch_memory_mb", launchMemoryMb);
        PROCESSES.check("launch_processes", launchProcesses);
    }

    /** What holds by default: all that is kept stands in {@code programs} of this directory. */
    public static LaunchSettings in(Path stateDirectory) {
        return new LaunchSettings(
                stateDirectory.resolve("programs"),
                SELF,
                0,
                256,
                Duration.ofSeconds(2),
                1_048_576,
                2,
                1024,
                0,
                0);
    }

    /**
     * Programs whose start may be under way at once.
     *
     * @param processors of this machine
     */
    public int startsAtOnce(int processors) {
        return launchStarts == 0 ? processors : launchStarts;
    }
}
