package org.dsp.tests.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.DaemonProcess;
import org.dsp.tests.MultiProcessTest;

/** What a group keeps on disk, and what a daemon that should not be there is told. */
class DiskTest {
    private static final List<Integer> NODES = List.of(1, 2, 3);
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private static Cluster started(String name) {
        return Cluster.of(name, NODES.toArray(Integer[]::new))
                .group()
                .settingOfAll("config_wait_ms: 1000")
                .start();
    }

    @MultiProcessTest
    void aGroupThatIsRestartedAsAWholeComesBackByItself() throws Exception {
        try (Cluster cluster = started("group-disk")) {
            Pictures pictures = new Pictures(cluster);
            pictures.agreed(NODES, GENEROUS);
            assertThat(Admin.configure(cluster.node(2), cluster.clusterFile(2)).error()).isEmpty();
            pictures.inStep(NODES, GENEROUS);
            String epoch = pictures.last().get(1).epoch();
            Path kept = cluster.stateDirectory().resolve("node1.config");
            org.awaitility.Awaitility.await().until(() -> Files.exists(kept));

            NODES.forEach(node -> cluster.node(node).stop());
            NODES.forEach(node -> cluster.node(node).launch());
            NODES.forEach(node -> cluster.node(node).awaitReady());

            pictures.inStep(NODES, GENEROUS);
            assertThat(pictures.last().get(3).epoch()).isEqualTo(epoch);
        }
    }

    @MultiProcessTest
    void aKeptConfigurationThatIsDamagedIsSaidAndNotUsed() throws Exception {
        try (Cluster cluster =
                Cluster.of("group-damaged", 1)
                        .group()
                        .settingOfAll("config_wait_ms: 100")
                        .prepare()) {
            Files.createDirectories(cluster.stateDirectory());
            Files.writeString(cluster.stateDirectory().resolve("node1.config"), "dspd-config 1\n");
            ChildProcess daemon = cluster.node(1).start().process();

            daemon.awaitLine(".*node1.config cannot be read: it is cut off; it is left alone.*");
            new Pictures(cluster).each(List.of(1), GENEROUS, p -> !p.configured());
        }
    }

    @MultiProcessTest
    void aDaemonWithTheIdOfAnotherOneIsRefusedAndTheOtherGoesOn() throws Exception {
        try (Cluster cluster = started("group-duplicate")) {
            Pictures pictures = new Pictures(cluster);
            pictures.agreed(NODES, GENEROUS);
            assertThat(Admin.configure(cluster.node(1), cluster.clusterFile(1)).error()).isEmpty();
            pictures.inStep(NODES, GENEROUS);

            Path file = cluster.directory().resolve("double.yaml");
            Files.writeString(
                    file,
                    Files.readString(cluster.node(2).nodeFile())
                                    .replace("node2.sock", "double.sock")
                                    .replace("/state'", "/elsewhere'")
                            + "bind_address: 127.0.0.2\n");
            try (ChildProcess second = DaemonProcess.process(cluster, "double", file)) {
                assertThat(second.awaitExit(GENEROUS)).isEqualTo(10);
                assertThat(second.out().text())
                        .containsPattern(
                                "the daemon ends: node id 2 is held by node2 at 127.0.0.1");
            }
            pictures.inStep(NODES, GENEROUS);
        }
    }

    @MultiProcessTest
    void aGroupPortThatIsTakenEndsTheDaemon() throws Exception {
        try (Cluster cluster = Cluster.of("group-port", 1).group().prepare();
                java.net.ServerSocket taken =
                        new java.net.ServerSocket(
                                cluster.ports().group() + 1,
                                1,
                                java.net.InetAddress.getLoopbackAddress())) {
            ChildProcess daemon = cluster.node(1).launch().process();

            assertThat(daemon.awaitExit(GENEROUS)).isEqualTo(11);
            assertThat(daemon.out().text())
                    .contains("cannot be joined at 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
