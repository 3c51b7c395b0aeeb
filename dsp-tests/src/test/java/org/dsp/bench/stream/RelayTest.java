package org.dsp.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.dsp.bench.load.LoadClient;
import org.dsp.bench.load.Measured;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.PortBases;
import org.dsp.harness.Repository;
import org.dsp.harness.ShortDir;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The side that DSP is compared with, as the benchmark starts it, but for a moment only. */
class RelayTest {
    private static final Duration PATIENCE = ChildProcess.PATIENCE;

    private final Deque<ChildProcess> started = new ArrayDeque<>();

    @AfterEach
    void end() {
        started.forEach(ChildProcess::close);
    }

    @Test
    void roundTripsAndCopiesPassTwoRelays() {
        try (ShortDir directory = ShortDir.create("dsp")) {
            String back = "unix:" + directory.resolve("back");
            String front = "unix:" + directory.resolve("front");
            String middle = "tcp:127.0.0.1:" + PortBases.free(List.of(0)).receiver();
            java(StreamServer.class, "--listen", back);
            java(Relay.class, "--listen", middle, "--connect", back);
            java(Relay.class, "--listen", front, "--connect", middle);
            ChildProcess client = java(LoadClient.class, "--stream", front);

            Measured trips = Measured.parse(client.ask("rtt 4 100", PATIENCE));
            Measured put = Measured.parse(client.ask("put 3000001 1", PATIENCE));
            Measured got = Measured.parse(client.ask("get 3000001 1", PATIENCE));

            assertThat(trips.get(Measured.COUNT)).isPositive();
            assertThat(trips.get(Measured.SECONDS)).isGreaterThanOrEqualTo(0.1);
            assertThat(trips.get(Measured.P99)).isGreaterThanOrEqualTo(trips.get(Measured.P50));
            assertThat(put.get(Measured.BYTES)).isEqualTo(3000001 * put.get(Measured.COUNT));
            assertThat(got.get(Measured.BYTES)).isEqualTo(3000001 * got.get(Measured.COUNT));
        }
    }

    @Test
    void aProgramEndsWithItsStandardInput() {
        try (ShortDir directory = ShortDir.create("dsp")) {
            ChildProcess server =
                    java(StreamServer.class, "--listen", "unix:" + directory.resolve("s"));

            server.endInput();

            assertThat(server.awaitExit()).isZero();
        }
    }

    private ChildProcess java(Class<?> main, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Repository.java().toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        ChildProcess child =
                ChildProcess.start(
                        main.getSimpleName() + started.size(),
                        command,
                        Map.of(),
                        Path.of("").toAbsolutePath(),
                        Path.of("target", "processes", "relay"));
        started.push(child);
        child.awaitLine("ready .*");
        return child;
    }
}
