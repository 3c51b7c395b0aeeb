package org.dsp.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that this JVM started: its output line by line, its end, signals to it.
 *
 * <p>Waiting is for conditions, and ends early, with the process's last words, when the process has
 * ended and the condition cannot come true any more. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    /** Long enough for a busy machine; a test that waits so long has failed. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration POLITE = Duration.ofSeconds(6);
    private static final int LAST_WORDS = 40;

    private final String name;
    private final List<String> command;
    private final Process process;
    private final Output out = new Output();
    private final Output err = new Output();
    private final List<Thread> followers;
    private final BufferedWriter input;

    private ChildProcess(String name, List<String> command, Process process, Path logs) {
        this.name = name;
        this.command = command;
        this.process = process;
        this.input =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.followers =
                List.of(
                        out.follow(process.getInputStream(), logs.resolve(name + ".out")),
                        err.follow(process.getErrorStream(), logs.resolve(name + ".err")));
    }

    /**
     * Starts a process.
     *
     * @param name of its two files in {@code logs}, and in messages
     * @param command the program and its arguments
     * @param environment added to that of this JVM
     * @param directory its working directory
     * @param logs where its output is kept, in {@code NAME.out} and {@code NAME.err}
     */
    public static ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path logs) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(logs);
            return new ChildProcess(name, List.copyOf(command), builder.start(), logs);
        } catch (IOException e) {
            throw new HarnessException("cannot start " + name + ": " + command, e);
        }
    }

    /** What it is called here. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs, or is frozen. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Its standard output. */
    public Output out() {
        return out;
    }

    /** Its standard error. */
    public Output err() {
        return err;
    }

    /** Waits for a line on either output that matches the whole of {@code regex}. */
    public String awaitLine(String regex) {
        return awaitLine(regex, PATIENCE);
    }

    /** Waits for a line on either output that matches the whole of {@code regex}. */
    public String awaitLine(String regex, Duration patience) {
        Predicate<String> meant = line -> line.matches(regex);
        await(
                "a line that matches " + regex,
                patience,
                () -> out.find(0, meant).or(() -> err.find(0, meant)).isPresent());
        return out.find(0, meant).or(() -> err.find(0, meant)).orElseThrow();
    }

    /** Writes a line to its standard input, and waits for the next line of its standard output. */
    public String ask(String line, Duration patience) {
        int before = out.size();
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new HarnessException(name + " does not read its input" + lastWords(), e);
        }
        await("an answer to \"" + line + "\"", patience, () -> out.size() > before);
        return out.find(before, any -> true).orElseThrow();
    }

    /** Ends its standard input: daemons and servers that run with --exit-with-stdin end then. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            if (alive()) {
                throw new UncheckedIOException("cannot close the input of " + name, e);
            }
        }
    }

    /** Waits for its end and the last of its output; returns its exit status. */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    /** Waits for its end and the last of its output; returns its exit status. */
    public int awaitExit(Duration patience) {
        if (!ended(patience)) {
            throw new HarnessException(
                    name + " has not ended within " + seconds(patience) + lastWords());
        }
        return process.exitValue();
    }

    /**
     * Sends a signal; after STOP it waits until every thread is frozen.
     *
     * @throws HarnessException if the process has ended already
     */
    public void signal(Signal signal) {
        if (!alive()) {
            throw new HarnessException(name + " has ended before SIG" + signal + lastWords());
        }
        // The shell's own kill: no package is needed for it.
        run(List.of("sh", "-c", "kill -" + signal + " " + pid()));
        if (signal == Signal.STOP) {
            await("its freeze", PATIENCE, () -> ProcFiles.frozen(pid()));
        }
    }

    /** Kills it (-9) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /** Ends it: input closed and SIGTERM, after {@code POLITE} SIGKILL. Again: does nothing. */
    @Override
    public void close() {
        if (alive()) {
            endInput();
            process.destroy();
            if (!ended(POLITE)) {
                kill();
            }
        }
        ended(POLITE);
    }

    /** The command and the end of what it wrote, for a message. */
    public String lastWords() {
        StringBuilder text = new StringBuilder();
        text.append('\n').append(String.join(" ", command));
        text.append(alive() ? "\n(runs as " + pid() + ")" : "\n(exit " + process.exitValue() + ")");
        append(text, "standard output", out);
        append(text, "standard error", err);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, Output output) {
        List<String> lines = output.lines();
        text.append("\n--- ").append(what);
        lines.stream()
                .skip(Math.max(0, lines.size() - LAST_WORDS))
                .forEach(line -> text.append('\n').append(line));
    }

    /** Waits for a condition that this process is to bring about. */
    void await(String what, Duration patience, Condition condition) {
        AtomicBoolean held = new AtomicBoolean();
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience)
                    .until(
                            () -> {
                                // What holds now may not a moment later.
                                held.set(condition.holds());
                                return held.get() || over();
                            });
        } catch (ConditionTimeoutException e) {
            throw new HarnessException(
                    name + ": waited " + seconds(patience) + " for " + what + lastWords(), e);
        }
        if (!held.get() && !condition.holds()) {
            throw new HarnessException(name + " has ended without " + what + lastWords());
        }
    }

    private boolean over() {
        return !alive() && out.ended() && err.ended();
    }

    private boolean ended(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            for (Thread follower : followers) {
                // A grandchild that holds the pipe open must not hold the test.
                follower.join(POLITE.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted while waiting for " + name, e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new HarnessException(command + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new HarnessException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted in " + command, e);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** Something that a process brings about. */
    interface Condition {
        boolean holds();
    }
}
