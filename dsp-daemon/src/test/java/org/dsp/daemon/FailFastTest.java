package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each case is a JVM of its own: it must end. */
@Timeout(60)
class FailFastTest {
    @TempDir Path dir;

    @Test
    void itEndsTheProcessWithTheErrorAndADumpOfAllThreads() throws Exception {
        assertThat(exitOf("error")).isEqualTo(ExitCode.INTERNAL.status);
        assertThat(output())
                .contains("internal error, the daemon ends")
                .contains("IllegalStateException: seeded")
                .contains("all threads:")
                .contains("\"the-thread-that-failed\" RUNNABLE")
                .contains("at org.dsp.daemon.FailFastRun.main");
    }

    @Test
    void memoryThatRunsOutHasAStatusOfItsOwn() throws Exception {
        assertThat(exitOf("memory")).isEqualTo(ExitCode.OUT_OF_MEMORY.status);
        assertThat(output()).contains("out of memory, the daemon ends");
    }

    private int exitOf(String argument) throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailFastRun.class.getName(),
                        argument);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("output").toFile())
                        .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private String output() throws Exception {
        return Files.readString(dir.resolve("output"));
    }
}
