package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.RemoteName;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.ServiceSet;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.node.NodeSettings;
import org.dsp.ipc.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonFilesTest {
    private static final String CLUSTER =
            """
            lb virtual { nodeid 9; };
            container DC0 { };
            container DC3 { dcid 3; nodes 1 2; nr_tasks 1; nr_procs 50; nr_sysprocs 11; };
            server node1 { nodeid 1; address 10.0.0.1; };
            server node2 { nodeid 2; autobind NO; };
            """;

    @TempDir Path folder;
    private Path nodeFile;

    @BeforeEach
    void folder() throws IOException {
        nodeFile = folder.resolve("n.yaml");
        write("c.cfg", CLUSTER);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void node(int id, String more) throws IOException {
        write("n.yaml", "node_id: " + id + "\ngroup: none\ncluster_file: c.cfg\n" + more);
    }

    private List<String> said(List<Diagnostic> diagnostics) {
        String prefix = folder + "/";
        return lines(diagnostics).stream().map(line -> line.replace(prefix, "")).toList();
    }

    @Test
    void withAGroupTheClusterFileMayBeMissingAndNobodyIsInViewYet() throws IOException {
        write("n.yaml", "node_id: 5\ngroup: multicast\n");

        DaemonConfig config = clean(DaemonFiles.read(nodeFile));

        assertThat(config.cluster()).isEmpty();
        assertThat(NodePlan.view(config)).isEqualTo(new RoutingView(0, 5, List.of()));
        assertThat(NodePlan.containers(config)).containsExactly(Container.DEFAULT);
    }

    @Test
    void withAGroupAClusterFileIsReadAndNeedNotListThisNode() throws IOException {
        write("n.yaml", "node_id: 5\ngroup: static\ncluster_file: c.cfg\n");

        DaemonConfig config = clean(DaemonFiles.read(nodeFile));

        assertThat(config.cluster().orElseThrow().text()).isEqualTo(CLUSTER);
        assertThat(config.cluster().orElseThrow().name()).endsWith("/c.cfg");
        assertThat(NodePlan.view(config).peers()).isEmpty();
        assertThat(NodePlan.containers(config)).hasSize(2);
    }

    @Test
    void bothFilesBecomeWhatTheNodeWantsToKnow() throws IOException {
        node(1, "names: [{endpoint: 20, node: 2, name: m3ftpd}]\nlink_grace_ms: 1000\n");

        DaemonConfig config = clean(DaemonFiles.read(nodeFile));
        ChannelSettings channel = NodePlan.channel(config.node(), 77, 88, 99);
        NodeSettings settings =
                NodePlan.settings(config.node(), NodePlan.containers(config), channel, 5);

        PeerService serves = new PeerService(true, true, PeerService.Rank.NOT_MONITORED, -1, 1);
        assertThat(NodePlan.view(config))
                .isEqualTo(
                        new RoutingView(
                                0,
                                1,
                                List.of(
                                        new RoutingView.Peer(
                                                2,
                                                "node2",
                                                "node2",
                                                3002,
                                                new LinkOptions(false, false, false, false),
                                                serves)),
                                serves,
                                new ServiceSet(List.of(), 9)));
        assertThat(channel)
                .isEqualTo(
                        new ChannelSettings(
                                1,
                                77,
                                0,
                                1024,
                                4_194_304,
                                Duration.ofSeconds(1).toNanos(),
                                Duration.ofMillis(10).toNanos(),
                                Duration.ofSeconds(1).toNanos(),
                                Duration.ofMillis(10).toNanos(),
                                Duration.ofMillis(500).toNanos(),
                                88,
                                99));
        assertThat(settings)
                .isEqualTo(
                        new NodeSettings(
                                new KernelSettings(
                                        1,
                                        "node1",
                                        77,
                                        List.of(
                                                new Container("DC0", 0, List.of(), Limits.DEFAULT),
                                                new Container(
                                                        "DC3",
                                                        3,
                                                        List.of(1, 2),
                                                        new Limits(1, 50, 11))),
                                        List.of(new RemoteName(20, 2, "m3ftpd", 0)),
                                        16,
                                        5),
                                channel));
    }

    @Test
    void errorsOfBothFilesAreSaidTogether() throws IOException {
        node(1, "copy_chunks: 0\n");
        write("c.cfg", "server a { nodeid x; };");

        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly(
                        "n.yaml:4:14: copy_chunks 0 of the node file is out of range; allowed 1 to"
                                + " 16",
                        "c.cfg:1:19: nodeid \"x\" of server \"a\" is no whole number; allowed 0 to"
                                + " 499");
    }

    @Test
    void theVirtualNodeIsNoDaemon() throws IOException {
        node(9, "");

        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly(
                        "n.yaml:1:10: node_id 9 is the virtual node of the cluster's lb; allowed"
                                + " another id");
    }

    @Test
    void aNodeThatIsNotListedIsWarnedAbout() throws IOException {
        node(5, "");

        Parsed<DaemonConfig> parsed = DaemonFiles.read(nodeFile);

        assertThat(NodePlan.view(parsed.orThrow()).peers()).hasSize(2);
        assertThat(said(parsed.warnings()))
                .containsExactly(
                        "n.yaml:1:10: node_id 5 is not listed in the cluster file; list it as a"
                                + " client: without a group others cannot reach it");
    }

    @Test
    void namesMustFitTheContainers() throws IOException {
        node(
                1,
                """
                names:
                - {endpoint: 20, node: 2, dcid: 7}
                - {endpoint: 50, node: 2, dcid: 3}
                - {endpoint: 20, node: 4, dcid: 3}
                """);

        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly(
                        "n.yaml:5:33: no container of the cluster file has dcid 7; allowed 0, 3",
                        "n.yaml:6:14: endpoint 50 does not belong to container \"DC3\"; allowed -1"
                                + " to 49",
                        "n.yaml:7:24: node 4 does not belong to container \"DC3\"; allowed 1 2");
    }

    @Test
    void aFileThatIsNotThereIsAnErrorLikeOthers() throws IOException {
        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly("n.yaml: cannot be read: no such file; allowed a readable file");

        node(1, "");
        Files.delete(folder.resolve("c.cfg"));
        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly("c.cfg: cannot be read: no such file; allowed a readable file");

        Files.createDirectory(folder.resolve("c.cfg"));
        assertThat(said(DaemonFiles.read(nodeFile).errors()))
                .containsExactly("c.cfg: cannot be read: Is a directory; allowed a readable file");
    }

    @Test
    void theExceptionOfAValueThatIsNotThereSaysAllErrors() throws IOException {
        node(1, "copy_chunks: 0\ninsecure: x\n");
        Parsed<DaemonConfig> parsed = DaemonFiles.read(nodeFile);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(parsed::orThrow)
                .withMessage(String.join("\n", lines(parsed.errors())));
    }

    @Test
    void filesAreReadInTheEncodingThatTheirMarkSays() throws IOException {
        String text = "\uFEFF# ñ\r\nserver node1 { nodeid 1; node_image 'ñ'; };";
        var expected = Reading.cfg(text).orThrow();
        Path file = folder.resolve("c.cfg");
        for (var charset :
                List.of(
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE)) {
            Files.write(file, text.getBytes(charset));

            assertThat(clean(ClusterFile.read(file))).isEqualTo(expected);
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReadAsLatin1WithAWarning() throws IOException {
        String text = "# creación\nserver node1 { nodeid 1; node_image 'ñ'; };";
        Path file = folder.resolve("c.cfg");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

        var parsed = ClusterFile.read(file);

        assertThat(parsed.orThrow()).isEqualTo(Reading.cfg(text).orThrow());
        assertThat(said(parsed.warnings()))
                .containsExactly("c.cfg: not UTF-8, read as Latin-1; save it as UTF-8");
    }

    @Test
    void aFileThatIsTooLongIsNotRead() throws IOException {
        Path file = folder.resolve("c.cfg");
        Files.write(file, new byte[SourceText.MAX + 1]);

        assertThat(said(ClusterFile.read(file).errors()))
                .containsExactly("c.cfg: too long; allowed at most 1048576 bytes");
        assertThat(lines(Reading.cfg("#".repeat(SourceText.MAX + 1)).errors()))
                .containsExactly("c.cfg: too long; allowed at most 1048576 bytes");
    }
}
