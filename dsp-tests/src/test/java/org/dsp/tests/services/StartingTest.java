package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ThrowingRunnable;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.ErrorCode;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.services.SessionClient.Served;

/**
 * Clients that do not wait while their program starts, for which there is no room, or that may not
 * call: one program, the right one, or none.
 */
class StartingTest {
    private static final Duration SOON = ChildProcess.PATIENCE;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** A program that starts when it may: until then there is a process, and nothing is bound. */
    private static final String WAITS = "while [ ! -e '%s' ]; do sleep 0.1; done; exec '%s' \"$@\"";

    private static Cluster.Builder cluster(String name, String prog, String more) {
        return Cluster.of(name, 0, 3)
                .clients(3)
                .block(
                        ("service s { dcid 0; ext_ep 20; min_ep 20; max_ep 21; bind replica;"
                                        + " start_timeout 60; prog \"%s\"; %s };")
                                .formatted(prog, more));
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }

    private static String waits(ServiceFiles files) {
        return files.script(
                "waits.sh", WAITS.formatted(files.resolve("go"), files.sessionServer()));
    }

    private static void assertNothingLeft(ServiceFiles files, Footprint footprint) {
        soon(() -> assertThat(files.living()).isEmpty());
        soon(() -> assertThat(footprint.journal()).isEmpty());
        soon(() -> assertThat(footprint.children()).isEmpty());
    }

    @MultiProcessTest
    void aClientThatDiesTakesItsProgramWithItAndTheNextWithItsEndpointGetsItsOwn() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster = cluster("client-dies", waits(files), "").start().awaitLinked()) {
            Footprint footprint = new Footprint(cluster, 0);
            ChildProcess first = cluster.programs().latencyClient(3, "0", "50", "20", "1");
            soon(() -> assertThat(files.living()).hasSize(1));
            String started = files.living().get(0);

            first.kill();
            soon(() -> assertThat(files.living()).doesNotContain(started));
            cluster.node(3).awaitUnbound(0, 50);

            files.script("go", "");
            try (SessionClient next = new SessionClient(cluster.node(3), 50)) {
                // The first one's endpoint is free a moment after its process is gone.
                assertThat(next.ask(20))
                        .isIn(new Served(0, 20, 0, 20, 50), new Served(0, 21, 0, 20, 50));
                assertThat(files.living()).hasSize(1);
                assertThat(files.ran()).hasSize(1);
            }
            assertNothingLeft(files, footprint);
        }
    }

    @MultiProcessTest
    void aClientThatAsksAgainWhileItsProgramStartsIsServedOnceByOne() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        cluster("client-repeats", waits(files), "").start().awaitLinked()) {
            Footprint footprint = new Footprint(cluster, 0);
            try (SessionClient client = new SessionClient(cluster.node(3), 50)) {
                assertThat(client.error(20, SHORT)).isEqualTo(ErrorCode.EDVSTIMEDOUT);
                assertThat(client.error(20, SHORT)).isEqualTo(ErrorCode.EDVSTIMEDOUT);
                soon(() -> assertThat(files.living()).isEmpty());
                files.script("go", "");
                assertThat(client.ask(20).client()).isEqualTo(50);
                soon(() -> assertThat(files.living()).hasSize(1));
                assertThat(files.ran()).singleElement().asString().startsWith("3 pid ");
                assertThat(client.ask(20).client()).isEqualTo(50);
                assertThat(files.ran()).hasSize(2);
            }
            assertNothingLeft(files, footprint);
        }
    }

    @MultiProcessTest
    void whoFindsNoRoomWaitsForItsTimeOrForTheRoom() {
        try (ServiceFiles files = new ServiceFiles()) {
            String server = files.sessionServer();
            try (Cluster cluster =
                            cluster("no-room", server, "")
                                    .block(one("short", 10, server, "queue_timeout 1;"))
                                    .block(one("long", 11, server, "queue_timeout 60;"))
                                    .start()
                                    .awaitLinked();
                    SessionClient a = new SessionClient(cluster.node(3), 50);
                    SessionClient b = new SessionClient(cluster.node(3), 51);
                    SessionClient c = new SessionClient(cluster.node(3), 52)) {
                Footprint footprint = new Footprint(cluster, 0);
                assertThat(a.ask(20).endpoint()).isEqualTo(20);
                assertThat(b.ask(20).endpoint()).isEqualTo(21);
                assertThat(c.error(20, AT_ONCE)).isEqualTo(ErrorCode.EDVSNOSPC);
                soon(() -> assertThat(footprint.said("service s: no room")).hasSize(1));

                a.ask(10);
                long from = System.nanoTime();
                assertThat(c.error(10, AT_ONCE)).isEqualTo(ErrorCode.EDVSNOSPC);
                assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(SHORT);

                CompletableFuture<Served> waits;
                try (SessionClient d = new SessionClient(cluster.node(3), 53)) {
                    d.ask(11);
                    waits = CompletableFuture.supplyAsync(() -> c.ask(11));
                    soon(() -> assertThat(footprint.said("service long: no room")).hasSize(1));
                    assertThat(waits).isNotDone();
                }
                assertThat(waits.join()).isEqualTo(new Served(0, 11, 0, 11, 52));
            }
        }
    }

    private static String one(String name, int endpoint, String prog, String more) {
        return "service %s { dcid 0; ext_ep %d; bind replica; start_timeout 60; prog \"%s\"; %s };"
                .formatted(name, endpoint, prog, more);
    }

    @MultiProcessTest
    void whoMayNotCallIsToldSoAndNothingStarts() {
        try (ServiceFiles files = new ServiceFiles()) {
            String server = files.sessionServer();
            try (Cluster cluster =
                            cluster("not-allowed", server, "allow_nodes 0 3;")
                                    .block(one("nodes", 10, server, "allow_nodes 0;"))
                                    .block(one("users", 11, server, "allow_uids 4000000;"))
                                    .start()
                                    .awaitLinked();
                    SessionClient client = new SessionClient(cluster.node(3), 50);
                    SessionClient beside = new SessionClient(cluster.node(0), 50)) {
                assertThat(client.error(10, AT_ONCE)).isEqualTo(ErrorCode.EDVSACCES);
                assertThat(client.error(11, AT_ONCE)).isEqualTo(ErrorCode.EDVSACCES);
                assertThat(beside.error(11, AT_ONCE)).isEqualTo(ErrorCode.EDVSACCES);
                assertThat(files.living()).isEmpty();
                assertThat(client.ask(20)).isEqualTo(new Served(0, 20, 0, 20, 50));
                assertThat(beside.ask(10)).isEqualTo(new Served(0, 10, 0, 10, 50));
            }
        }
    }
}
