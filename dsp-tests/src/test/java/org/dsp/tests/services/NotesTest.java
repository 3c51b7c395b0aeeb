package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Repository;
import org.dsp.ipc.NodeInfo;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.services.SessionClient.Served;

/** The scenarios of the two notes, with their nodes and endpoints, on real daemons. */
class NotesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static String service(int last, String prog) {
        return "service m3ftp { dcid 0; ext_ep 20; min_ep 20; max_ep %d; bind replica; prog \"%s\"; };"
                .formatted(last, prog);
    }

    @MultiProcessTest
    void clientsOfTwoNodesAreServedByTheFirstNodeThenByTheNextAndSeeOne() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        Cluster.of("notes-scenarios", 0, 1, 3, 4)
                                .clients(3, 4)
                                .block(service(21, files.sessionServer()))
                                .start()
                                .awaitLinked()) {
            try (SessionClient first = new SessionClient(cluster.node(3), 50);
                    SessionClient second = new SessionClient(cluster.node(3), 51);
                    SessionClient third = new SessionClient(cluster.node(4), 51)) {
                assertThat(first.ask(20)).isEqualTo(new Served(0, 20, 0, 20, 50));
                assertThat(second.ask(20)).isEqualTo(new Served(0, 21, 0, 20, 51));
                // Node 0 has no endpoint left.
                assertThat(third.ask(20)).isEqualTo(new Served(1, 20, 0, 20, 51));
                assertThat(first.ask(20)).isEqualTo(new Served(0, 20, 0, 20, 50));
                assertThat(files.living()).hasSize(3);
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(files.living()).isEmpty());
            cluster.node(0).awaitUnbound(0, 20);
            assertThat(files.ran()).hasSize(4);
        }
    }

    @MultiProcessTest
    void threeClientsWithTheSameEndpointAreServedAtOnceOneOfThemOnTheServersOwnNode() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        Cluster.of("notes-same-endpoint", 0, 1, 3, 4)
                                .clients(3, 4)
                                .block(service(29, files.sessionServer()))
                                .start()
                                .awaitLinked();
                SessionClient of3 = new SessionClient(cluster.node(3), 51);
                SessionClient of4 = new SessionClient(cluster.node(4), 51);
                SessionClient of0 = new SessionClient(cluster.node(0), 51)) {
            assertThat(of3.copyBothWays(20)).isEqualTo(new Served(0, 20, 0, 20, 51));
            assertThat(of4.copyBothWays(20)).isEqualTo(new Served(0, 21, 0, 20, 51));
            assertThat(of0.copyBothWays(20).endpoint()).isEqualTo(22);
            assertThat(of3.copyBothWays(20)).isEqualTo(new Served(0, 20, 0, 20, 51));
        }
    }

    @MultiProcessTest
    void messagesOfTheVirtualNodeCountThereAndNotAtTheRealOne() {
        String prog = Repository.root().resolve("scripts/services/run_latency.sh").toString();
        try (Cluster cluster =
                Cluster.of("notes-virtual-node", 1, 2)
                        .clients(1)
                        .block("lb node0 { nodeid 0; };")
                        .block(
                                "service latency { dcid 0; ext_ep 10; min_ep 10; max_ep 19; bind"
                                        + " replica; prog \"%s\"; };".formatted(prog))
                        .start()
                        .awaitLinked()) {
            ChildProcess client = cluster.programs().latencyClient(1, "0", "50", "10", "5");

            assertThat(client.awaitExit()).as(client.lastWords()).isZero();
            NodeInfo virtual = cluster.node(1).nodeInfo(0);
            assertThat(virtual.sent()).isEqualTo(10);
            assertThat(virtual.received()).isEqualTo(5);
            NodeInfo real = cluster.node(1).nodeInfo(2);
            assertThat(real.sent()).isZero();
            assertThat(real.received()).isZero();
        }
    }
}
