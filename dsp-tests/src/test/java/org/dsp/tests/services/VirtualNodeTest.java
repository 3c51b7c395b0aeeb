package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.DaemonProcess;
import org.dsp.ipc.NodeInfo;
import org.dsp.tests.MultiProcessTest;

/**
 * The first note's virtual node: 50 of node 1 speaks with 10 of node 0, which is none, and is
 * served by node 2.
 */
class VirtualNodeTest {
    /** More than one request of 1 MiB, more than one chunk of 64 KiB, and a rest. */
    private static final int BYTES = 3 * (1 << 20) + 70_001;

    private static Cluster cluster(String name, ServiceFiles files, String service) {
        return Cluster.of(name, 1, 2)
                .clients(1)
                .block("lb node0 { nodeid 0; };")
                .block(
                        "service s { dcid 0; ext_ep 10; min_ep 10; max_ep 19; bind replica; prog \"%s\"; };"
                                .formatted(files.shipped(service)))
                .start()
                .awaitLinked();
    }

    @MultiProcessTest
    void latencyThroughTheVirtualNodeCountsThereAndNotAtTheRealOne() {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster = cluster("virtual-latency", files, "run_latency.sh")) {
            ChildProcess client = cluster.programs().latencyClient(1, "0", "50", "10", "5");

            assertThat(client.awaitExit()).as(client.lastWords()).isZero();
            counted(cluster.node(1), 10, 5);
        }
    }

    @MultiProcessTest
    void aFileGoesThroughTheVirtualNodeAndComesBack() throws IOException {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        cluster(
                                "virtual-file",
                                files,
                                "run_m3ftpd.sh --root " + files.directory("served"))) {
            byte[] content = new byte[BYTES];
            new Random(1).nextBytes(content);
            Path before = Files.write(files.resolve("before"), content);
            Path back = files.resolve("back");

            copy(cluster, "-p", before);
            assertThat(files.resolve("served").resolve("file")).hasBinaryContent(content);
            copy(cluster, "-g", back);
            assertThat(back).hasBinaryContent(content);

            NodeInfo virtual = cluster.node(1).nodeInfo(0);
            assertThat(virtual.sent()).isPositive();
            assertThat(virtual.received()).isPositive();
            counted(cluster.node(1), virtual.sent(), virtual.received());
        }
    }

    private static void copy(Cluster cluster, String direction, Path local) {
        ChildProcess client =
                cluster.programs().m3ftp(1, direction, "0", "50", "10", "file", local.toString());
        assertThat(client.awaitExit()).as(client.lastWords()).isZero();
    }

    private static void counted(DaemonProcess daemon, long sent, long received) {
        NodeInfo virtual = daemon.nodeInfo(0);
        assertThat(virtual.sent()).isEqualTo(sent);
        assertThat(virtual.received()).isEqualTo(received);
        NodeInfo real = daemon.nodeInfo(2);
        assertThat(real.sent()).isZero();
        assertThat(real.received()).isZero();
    }
}
