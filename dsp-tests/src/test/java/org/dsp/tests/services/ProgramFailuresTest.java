package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.services.SessionClient.Served;

/** Programs that do not do as they should: an error in time, one line, nothing left. */
class ProgramFailuresTest {
    private static final Duration SOON = ChildProcess.PATIENCE;
    private static final Duration PATIENCE = SessionClient.PATIENCE;

    /** Longer than a JVM needs to start on a busy machine: such a program is to be served by. */
    private static final int START = 60;

    private static final int FREE = 25;
    private static final long GIB = 1L << 30;

    /** What is kept of a program's output by default: two files, and a line about what is not. */
    private static final long KEPT = 2 * (1L << 20) + 1000;

    private static final String LEFT_BEHIND =
            "the program of service s on endpoint 20 of container 0 was left behind; it is ended";

    /**
     * A program that never serves.
     *
     * @param error that its client gets
     * @param line that the daemon says of it
     */
    private record Broken(String name, int endpoint, String prog, ErrorCode error, String line) {}

    private static String block(String name, int endpoint, int startSeconds, String prog) {
        return "service %s { dcid 0; ext_ep %d; bind replica; start_timeout %d; prog \"%s\"; };"
                .formatted(name, endpoint, startSeconds, prog);
    }

    private static Cluster.Builder cluster(String name) {
        return Cluster.of(name, 0, 3).clients(3);
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }

    private static List<Broken> broken(ServiceFiles files) throws IOException {
        String text = Files.createFile(files.resolve("text")).toString();
        return List.of(
                new Broken(
                        "missing",
                        1,
                        files.resolve("absent").toString(),
                        ErrorCode.EDVSNOENT,
                        "no such file"),
                new Broken("text", 2, text, ErrorCode.EDVSNOENT, "is not executable"),
                new Broken(
                        "exits",
                        3,
                        files.script("exits.sh", "echo 'out of luck' >&2; exit 3"),
                        ErrorCode.EDVSDSTDIED,
                        "it ended before it bound its endpoint: exited with status 3: out of luck"),
                new Broken(
                        "hangs",
                        4,
                        files.script("hangs.sh", "trap '' TERM; while :; do sleep 0.1; done"),
                        ErrorCode.EDVSNOTREADY,
                        "it did not bind its endpoint in time"),
                new Broken(
                        "elsewhere",
                        5,
                        files.script(
                                "elsewhere.sh",
                                "exec '%s' \"$1\" %d \"$3\" \"$4\""
                                        .formatted(files.sessionServer(), FREE)),
                        ErrorCode.EDVSNOTREADY,
                        "it did not bind its endpoint in time"));
    }

    @MultiProcessTest
    void eachIsItsErrorAndOneLineAndLeavesNothing() throws IOException {
        try (ServiceFiles files = new ServiceFiles()) {
            List<Broken> all = broken(files);
            Cluster.Builder builder = cluster("programs-broken");
            all.forEach(b -> builder.block(block(b.name(), b.endpoint(), 3, b.prog())));
            builder.block(block("first", 6, 1, files.script("first.sh", "exit 1")));
            try (Cluster cluster = builder.start().awaitLinked()) {
                Footprint footprint = new Footprint(cluster, 0);
                errorOf(cluster, 6);
                soon(() -> assertThat(footprint.journal()).isEmpty());
                int descriptors = footprint.descriptors();

                List<CompletableFuture<ErrorCode>> calls =
                        all.stream()
                                .map(
                                        b ->
                                                CompletableFuture.supplyAsync(
                                                        () -> errorOf(cluster, b.endpoint())))
                                .toList();

                List<ErrorCode> errors =
                        calls.stream().map(CompletableFuture::join).collect(Collectors.toList());
                assertThat(errors).isEqualTo(all.stream().map(Broken::error).toList());
                for (Broken b : all) {
                    soon(
                            () ->
                                    assertThat(footprint.said("service " + b.name() + ":"))
                                            .as("what is said of %s", b.name())
                                            .singleElement()
                                            .asString()
                                            .contains(b.line()));
                }
                soon(() -> assertThat(files.living()).isEmpty());
                cluster.node(0).awaitUnbound(0, FREE);
                assertThat(files.ran()).isEmpty();
                soon(() -> assertThat(footprint.journal()).isEmpty());
                soon(() -> assertThat(footprint.children()).isEmpty());
                soon(() -> assertThat(footprint.descriptors()).isEqualTo(descriptors));
                assertThat(footprint.said(" ERROR ")).isEmpty();
            }
        }
    }

    /** Of a client of its own, whose endpoint is that of the service and 100. */
    private static ErrorCode errorOf(Cluster cluster, int service) {
        try (SessionClient client = new SessionClient(cluster.node(3), 100 + service)) {
            return client.error(service, PATIENCE);
        }
    }

    @MultiProcessTest
    void whateverElseTheyDoTheyServeAndEndWithTheirClient() {
        try (ServiceFiles files = new ServiceFiles()) {
            String server = files.sessionServer();
            Path written = files.resolve("written");
            String babbles =
                    "(head -c %d /dev/zero; : >'%s') & exec '%s' \"$@\""
                            .formatted(GIB, written, server);
            String background = "setsid '%s' \"$@\" & exit 0".formatted(server);
            String stubborn = "trap '' TERM; exec '%s' \"$@\"".formatted(server);
            try (Cluster cluster =
                    cluster("programs-rude")
                            .block(block("babbles", 1, START, files.script("b1.sh", babbles)))
                            .block(block("background", 2, START, files.script("b2.sh", background)))
                            .block(block("stubborn", 3, START, files.script("b3.sh", stubborn)))
                            .start()
                            .awaitLinked()) {
                Footprint footprint = new Footprint(cluster, 0);
                try (SessionClient client = new SessionClient(cluster.node(3), 50)) {
                    for (int service = 1; service <= 3; service++) {
                        assertThat(client.ask(service))
                                .isEqualTo(new Served(0, service, 0, service, 50));
                    }
                    soon(() -> assertThat(written).exists());
                    assertThat(client.ask(1)).isEqualTo(new Served(0, 1, 0, 1, 50));
                    assertThat(footprint.outputBytes("babbles")).isBetween(1L, KEPT);
                    assertThat(footprint.journal()).hasSize(3);
                }
                soon(() -> assertThat(files.living()).isEmpty());
                soon(() -> assertThat(footprint.journal()).isEmpty());
                soon(() -> assertThat(footprint.children()).isEmpty());
                assertThat(files.ran()).hasSize(4);
                assertThat(footprint.said("service ")).isEmpty();
            }
        }
    }

    /** The program outlives its daemon, and wants to outlive the next one. */
    @MultiProcessTest
    void programsOfADaemonThatWasKilledAreEndedByTheNextOne() {
        try (ServiceFiles files = new ServiceFiles()) {
            String outlives =
                    "trap '' TERM; '%s' \"$@\"; while :; do sleep 0.1; done"
                            .formatted(files.sessionServer());
            String prog = files.script("outlives.sh", outlives);
            try (Cluster cluster =
                            cluster("program-left-behind")
                                    .block(block("s", 20, START, prog))
                                    .start()
                                    .awaitLinked();
                    SessionClient client = new SessionClient(cluster.node(3), 50)) {
                client.ask(20);
                CompletableFuture<ErrorCode> unanswered =
                        CompletableFuture.supplyAsync(() -> client.errorUnanswered(20));
                soon(() -> assertThat(cluster.node(3).nodeInfo(0).sent()).isEqualTo(2));
                List<String> before = files.living();

                cluster.node(0).kill();

                assertThat(unanswered.join()).isEqualTo(ErrorCode.EDVSNOTCONN);
                assertThat(files.living()).containsAnyElementsOf(before);

                cluster.node(0).start().awaitLinked(3);
                Footprint next = new Footprint(cluster, 0);
                soon(() -> assertThat(files.living()).doesNotContainAnyElementsOf(before));
                soon(() -> assertThat(next.journal()).isEmpty());
                soon(
                        () ->
                                assertThat(next.said("left behind"))
                                        .singleElement()
                                        .asString()
                                        .contains(LEFT_BEHIND));
                await().atMost(SOON)
                        .ignoreExceptionsInstanceOf(DvkException.class)
                        .untilAsserted(
                                () ->
                                        assertThat(client.ask(20))
                                                .isEqualTo(new Served(0, 20, 0, 20, 50)));
                assertThat(next.journal()).hasSize(1);
            }
        }
    }
}
