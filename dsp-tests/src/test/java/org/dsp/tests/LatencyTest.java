package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.NodeInfo;

class LatencyTest {
    @MultiProcessTest
    void fiveLoopsFromNode1ToNode2AreTenMessagesSentAndFiveReceivedAsTheOriginalCounts() {
        try (Cluster cluster = Cluster.of("latency-five-loops", 1, 2).start().awaitLinked()) {
            cluster.programs().latencyServer(2, 0, 10);

            ChildProcess client =
                    cluster.programs().latencyClient(1, "--node", "2", "0", "50", "10", "5");

            assertThat(client.awaitExit()).as(client.lastWords()).isZero();
            assertThat(client.out().lines())
                    .filteredOn(line -> line.startsWith("Time total elapsed in loop"))
                    .hasSize(5);
            NodeInfo peer = cluster.node(1).nodeInfo(2);
            assertThat(peer.sent()).isEqualTo(10);
            assertThat(peer.received()).isEqualTo(5);
        }
    }

    @MultiProcessTest
    void theClientEndsWithAnErrorWhenNobodyServesTheEndpoint() {
        try (Cluster cluster = Cluster.of("latency-nobody", 1, 2).start().awaitLinked()) {
            ChildProcess client =
                    cluster.programs().latencyClient(1, "--node", "2", "0", "50", "10", "1");

            assertThat(client.awaitExit()).as(client.lastWords()).isEqualTo(4);
            assertThat(client.err().text()).contains("EDVSDSTDIED");
        }
    }
}
