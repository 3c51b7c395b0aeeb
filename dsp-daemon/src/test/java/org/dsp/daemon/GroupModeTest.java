package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.dsp.config.DaemonFiles;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.config.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is alone in its group. */
@Timeout(60)
class GroupModeTest {
    private static final String ONE_CONTAINER =
            "container A { dcid 3; };\nserver one { nodeid 1; address 127.0.0.1; };\n";
    private static final String TWO_CONTAINERS = "container B { dcid 4; };\n" + ONE_CONTAINER;

    @TempDir Path dir;
    private final int base = ThreadLocalRandom.current().nextInt(10_000, 28_000);
    private final Queue<StartException> ends = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();

    private DaemonConfig config(String cluster) throws IOException {
        Files.writeString(dir.resolve("cluster.cfg"), cluster);
        Path file =
                Files.write(
                        dir.resolve("node.yaml"),
                        List.of(
                                "node_id: 1",
                                "group: static",
                                "members: [{node: 1, address: 127.0.0.1}]",
                                "cluster_file: cluster.cfg",
                                "config_wait_ms: 100",
                                "state_directory: state",
                                "socket: dvk.sock",
                                "receiver_port_base: " + base,
                                "sender_port_base: " + (base + 500),
                                "group_port_base: " + (base + 1100),
                                "fd_port_base: " + (base + 1700)));
        return DaemonFiles.read(file).orThrow();
    }

    private Daemon start(DaemonConfig config) {
        return Daemon.start(config, ends::add, fatal::add);
    }

    @Test
    void itProposesItsClusterFileAndKeepsWhatHolds() throws IOException {
        Path kept = dir.resolve("state/node1.config");
        DaemonConfig first = config(ONE_CONTAINER);
        assertThat(new GroupMode(first).containers())
                .extracting(Container::dcid)
                .containsExactly(3);

        try (Daemon daemon = start(first)) {
            assertThat(daemon.readyLine()).contains("peers=group:DLB");
            Awaitility.await().until(() -> Files.exists(kept));
        }

        assertThat(Files.readString(kept)).contains("container A { dcid 3; };");
        assertThat(new GroupMode(config(TWO_CONTAINERS)).containers())
                .as("what is on disk is older than the file, and holds")
                .extracting(Container::dcid)
                .containsExactly(3);
        assertThat(fatal).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void aGroupPortThatIsTakenEndsIt() throws IOException {
        try (ServerSocket taken =
                        new ServerSocket(base + 1101, 1, InetAddress.getLoopbackAddress());
                Daemon daemon = start(config(ONE_CONTAINER))) {
            Awaitility.await().until(() -> !ends.isEmpty());

            assertThat(ends.peek().code()).isEqualTo(ExitCode.GROUP);
            assertThat(ends.peek()).hasMessageContaining(":" + taken.getLocalPort());
            assertThat(daemon.readyLine()).isNotEmpty();
        }
    }

    @Test
    void aDamagedFileInTheStateDirectoryIsNotUsed() throws IOException {
        Files.createDirectories(dir.resolve("state"));
        Files.writeString(dir.resolve("state/node1.config"), "dspd-config 1\nnonsense");

        assertThat(new GroupMode(config(TWO_CONTAINERS)).containers()).hasSize(2);
    }
}
