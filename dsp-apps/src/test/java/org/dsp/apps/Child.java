package org.dsp.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, whose standard input stays open until it is closed here. */
final class Child implements AutoCloseable {
    /** Its bit in a mask of /proc. */
    private static final long SIGINT = 1 << 1;

    private final Process process;
    private final Path out;
    private final Path err;

    Child(Path logs, Class<?> main, String... arguments) throws IOException {
        out = Files.createTempFile(logs, main.getSimpleName(), ".out");
        err = Files.createTempFile(logs, main.getSimpleName(), ".err");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        if (ignoresInterrupts()) {
            command.addAll(0, List.of("env", "--default-signal=INT"));
        }
        process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
    }

    /** As a shell's background jobs do, and whatever they start: a JVM then leaves it ignored. */
    private static boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
    }

    Child awaitLine(String start) throws IOException {
        await().until(() -> !process.isAlive() || out().startsWith(start) || has(start));
        assertThat(out()).as("output; errors: " + err()).contains(start);
        return this;
    }

    private boolean has(String start) throws IOException {
        return Files.readString(out).contains("\n" + start);
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** Waits for its end. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    void signal(String signal) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
