package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.DvkException;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.services.SessionClient.Served;

/** Programs that do not do as they should: an error in time, one line, nothing left. */
class ProgramFailuresTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Cluster cluster(String name, String prog) {
        return Cluster.of(name, 0, 3)
                .clients(3)
                .block(
                        "service s { dcid 0; ext_ep 20; min_ep 20; max_ep 21; bind replica;"
                                + " start_timeout 1; prog \"%s\"; };".formatted(prog))
                .start()
                .awaitLinked();
    }

    private static void fails(String name, ServiceFiles files, String prog, String line) {
        try (Cluster cluster = cluster(name, prog);
                SessionClient client = new SessionClient(cluster.node(3), 50)) {
            assertThatThrownBy(() -> client.ask(20)).isInstanceOf(DvkException.class);
            await().atMost(SOON).untilAsserted(() -> assertThat(files.living()).isEmpty());
            await().atMost(SOON).untilAsserted(() -> assertThat(said(cluster)).contains(line));
        }
    }

    private static String said(Cluster cluster) {
        ChildProcess daemon = cluster.node(0).process();
        return daemon.out().text() + daemon.err().text();
    }

    @MultiProcessTest
    void aProgramThatIsMissing() {
        try (ServiceFiles files = new ServiceFiles()) {
            fails("program-missing", files, files.resolve("x").toString(), "no such file");
        }
    }

    @MultiProcessTest
    void aProgramThatIsNotExecutable() throws IOException {
        try (ServiceFiles files = new ServiceFiles()) {
            Path file = Files.createFile(files.resolve("text"));
            fails("program-not-executable", files, file.toString(), "is not executable");
        }
    }

    @MultiProcessTest
    void aProgramThatExitsAtOnce() {
        try (ServiceFiles files = new ServiceFiles()) {
            String prog = files.script("exits.sh", "echo 'out of luck' >&2; exit 3");
            fails("program-exits", files, prog, "out of luck");
        }
    }

    @MultiProcessTest
    void aProgramThatHangsAndIgnoresSigterm() {
        try (ServiceFiles files = new ServiceFiles()) {
            String prog = files.script("hangs.sh", "trap '' TERM; while :; do sleep 0.1; done");
            fails("program-hangs", files, prog, "in time");
        }
    }

    @MultiProcessTest
    void aProgramThatBackgroundsItselfServesAndEndsWithItsClient() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        Cluster.of("program-backgrounds", 0, 3)
                                .clients(3)
                                .block(
                                        "service s { dcid 0; ext_ep 20; bind replica; prog \"%s\"; };"
                                                .formatted(
                                                        files.script(
                                                                "background.sh",
                                                                "setsid %s \"$@\" &"
                                                                        .formatted(
                                                                                files
                                                                                        .sessionServer()))))
                                .start()
                                .awaitLinked()) {
            try (SessionClient client = new SessionClient(cluster.node(3), 50)) {
                assertThat(client.ask(20)).isEqualTo(new Served(0, 20, 0, 20, 50));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(files.living()).isEmpty());
        }
    }

    @MultiProcessTest
    void programsOfADaemonThatWasKilledAreEndedByTheNextOne() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster = cluster("program-left-behind", files.sessionServer());
                SessionClient client = new SessionClient(cluster.node(3), 50)) {
            client.ask(20);
            String before = files.living().get(0);
            cluster.node(0).kill();
            assertThat(files.living()).containsExactly(before);

            cluster.node(0).start().awaitLinked(3);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(files.living()).doesNotContain(before));
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(DvkException.class)
                    .untilAsserted(
                            () ->
                                    assertThat(client.ask(20))
                                            .isEqualTo(new Served(0, 20, 0, 20, 50)));
        }
    }
}
