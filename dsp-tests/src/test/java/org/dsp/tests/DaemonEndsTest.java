package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Repository;

/** How {@code dspd} ends: one clear line, the status of docs/exit-codes.md, nothing left behind. */
class DaemonEndsTest {
    @MultiProcessTest
    void sigtermEndsItInTimeAndTakesTheSocketAway() {
        try (Cluster cluster = Cluster.of("daemon-sigterm", 1, 2).start().awaitLinked()) {
            cluster.node(1).process().signal(org.dsp.harness.Signal.TERM);

            assertThat(cluster.node(1).process().awaitExit(Duration.ofSeconds(5))).isZero();
            assertThat(cluster.node(1).socket()).doesNotExist();
            cluster.node(2).process().awaitLine(".*peer down node=1.*goodbye.*");
        }
    }

    @MultiProcessTest
    void aDaemonThatWasKilledStartsAgainOverItsStaleSocketAndLinksAgain() {
        try (Cluster cluster = Cluster.of("daemon-killed", 1, 2).start().awaitLinked()) {
            cluster.node(1).kill();
            cluster.node(1).start();

            cluster.awaitLinked();
        }
    }

    @MultiProcessTest
    void aPortThatIsTakenIsSaidWithThePidThatHasIt() throws IOException {
        try (Cluster cluster = Cluster.of("daemon-port", 1).prepare();
                ServerSocket taken =
                        new ServerSocket(
                                cluster.ports().receiverPort(1),
                                1,
                                InetAddress.getLoopbackAddress())) {
            ChildProcess daemon = cluster.node(1).launch().process();

            assertThat(daemon.awaitExit()).isEqualTo(5);
            assertThat(daemon.err().text())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("pid " + ProcessHandle.current().pid())
                    .hasLineCount(1);
        }
    }

    @MultiProcessTest
    void aSecondDaemonOfTheSameNodeIsRefused() {
        try (Cluster cluster = Cluster.of("daemon-second", 1).start();
                ChildProcess second = start(cluster, cluster.node(1).nodeFile())) {
            assertThat(second.awaitExit()).isEqualTo(6);
            assertThat(second.err().text())
                    .contains("pid " + cluster.node(1).process().pid())
                    .hasLineCount(1);
        }
    }

    @MultiProcessTest
    void aSecondDaemonOfTheSameNodeIsRefusedWhereverItsSocketIs() throws IOException {
        try (Cluster cluster = Cluster.of("daemon-port-second", 1).start()) {
            Path elsewhere = cluster.directory().resolve("elsewhere.yaml");
            String file = Files.readString(cluster.node(1).nodeFile());
            Files.writeString(elsewhere, file.replace("node1.sock", "other.sock"));
            try (ChildProcess second = start(cluster, elsewhere)) {
                assertThat(second.awaitExit()).isEqualTo(6);
                assertThat(second.err().text())
                        .contains("another daemon has the port of node 1")
                        .contains("pid " + cluster.node(1).process().pid())
                        .hasLineCount(1);
            }
            assertThat(cluster.directory().resolve("other.sock")).doesNotExist();
        }
    }

    @MultiProcessTest
    void aFileThatCannotBeReadOrIsWrongIsNamedWithItsLine() throws IOException {
        try (Cluster cluster = Cluster.of("daemon-file", 1).prepare()) {
            Path wrong = cluster.directory().resolve("wrong.yaml");
            Files.writeString(wrong, "node_id: 1000\ngroup: none\ncluster_file: none.cfg\n");
            try (ChildProcess absent = start(cluster, cluster.directory().resolve("absent.yaml"));
                    ChildProcess invalid = start(cluster, wrong)) {
                assertThat(absent.awaitExit()).isEqualTo(4);
                assertThat(absent.err().text()).contains("absent.yaml");
                assertThat(invalid.awaitExit()).isEqualTo(4);
                assertThat(invalid.err().text())
                        .contains("wrong.yaml:1:10: node_id 1000")
                        .contains("none.cfg");
            }
        }
    }

    private static ChildProcess start(Cluster cluster, Path nodeFile) {
        return ChildProcess.start(
                "dspd-" + nodeFile.getFileName(),
                List.of(Repository.launcher("dspd").toString(), "--node-file", nodeFile.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                cluster.directory(),
                cluster.logs());
    }
}
