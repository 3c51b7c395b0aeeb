package org.dsp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each case is a JVM of its own: the gate must end that run, not this one. */
@Timeout(60)
class LeakGateTest {
    @TempDir Path dir;

    @Test
    void aLostBufferFailsTheRunAndNamesThePlace() throws Exception {
        Run run = run("leak");

        assertThat(run.exit).isNotZero();
        assertThat(run.output)
                .contains("seeded test ran: leak")
                .contains("leak gate: 1 Netty buffer(s) were not released")
                .contains("SeededLeak.java");
    }

    @Test
    void aRunThatReleasesEverythingPasses() throws Exception {
        Run run = run("clean");

        assertThat(run.output).contains("seeded test ran: clean").doesNotContain("leak gate:");
        assertThat(run.exit).isZero();
    }

    @Test
    void aDetectorThatWasTurnedOffFailsTheRun() throws Exception {
        Run run = run("off");

        assertThat(run.exit).isNotZero();
        assertThat(run.output).contains("Netty's leak detector is not at work (level DISABLED)");
    }

    private Run run(String argument) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SeededRun.class.getName(), argument));
        Path output = dir.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private record Run(int exit, String output) {}
}
