package org.dsp.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command; a picocli mixin of the top command. */
final class Options {
    private static final long MILLIS = 1000;

    @Option(
            names = "--socket",
            scope = ScopeType.INHERIT,
            paramLabel = "PATH",
            description =
                    "The daemon's admin socket; else the one that the variable DSP_ADMIN_SOCKET names,"
                            + " else the one beside the socket that DSP_SOCKET names,"
                            + " else /run/dsp/dvk.admin.sock.")
    Optional<Path> socket = Optional.empty();

    @Option(
            names = "--node-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "A node file: its daemon is asked; with --join, its group settings are used.")
    Optional<Path> nodeFile = Optional.empty();

    @Option(
            names = "--join",
            scope = ScopeType.INHERIT,
            description =
                    "Ask the group instead of a daemon, as its member DLB_CMD_nn; needs --node-file.")
    boolean join;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON, errors too.")
    boolean json;

    @Option(
            names = "--watch",
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "SECONDS",
            description =
                    "Ask again and again, every ${FALLBACK-VALUE} or so many seconds, until Ctrl-C.")
    Optional<Double> watch = Optional.empty();

    @Option(
            names = "--count",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description =
                    "With --watch: end after so many times; with trace: after so many frames.")
    Optional<Integer> count = Optional.empty();

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            defaultValue = "5",
            paramLabel = "SECONDS",
            description = "Longest wait for an answer; default ${DEFAULT-VALUE}.")
    double timeout;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    boolean debug;

    /** Longest wait for an answer. */
    Duration patience() {
        return seconds("--timeout", timeout);
    }

    /** Time between two looks. */
    Optional<Duration> period() {
        return watch.map(value -> seconds("--watch", value));
    }

    /** A number of seconds, 1 ms at least. */
    static Duration seconds(String name, double value) {
        if (!(value > 0) || value > MILLIS * MILLIS) {
            throw new Failure(
                    ExitStatus.USAGE, name + " " + value + "; allowed more than 0, up to 1000000");
        }
        return Duration.ofMillis(Math.max(1, Math.round(value * MILLIS)));
    }
}
