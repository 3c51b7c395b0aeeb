package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Signal;

/** {@code dlbcmd} with real daemons. */
class DlbcmdTest {
    private static final List<Integer> ALL = List.of(1, 2, 3);
    private static final String SECRET = "correct-horse";

    private static Cluster group(String name) {
        Cluster cluster =
                Cluster.of(name, 1, 2, 3)
                        .group()
                        .block("lb balancer { ssh_host localhost; ssh_pass \"" + SECRET + "\"; };")
                        .start();
        Tool.await(cluster, ALL, "cluster", "bm_cluster", ALL);
        return cluster;
    }

    private static Path file(Cluster cluster, String name, String text) {
        try {
            return Files.writeString(cluster.directory().resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @MultiProcessTest
    void everyNodeSaysTheSameBeforeAndAfterTheConfiguration() {
        try (Cluster cluster = group("dlbcmd-config")) {
            for (int node : ALL) {
                for (String command : List.of("cluster", "loadlvl", "updtlvl", "nodes")) {
                    Tool.Result result = Tool.run(cluster, node, command);
                    assertThat(result.status()).as("%s: %s", command, result).isEqualTo(6);
                    assertThat(result.err()).contains("not configured yet (STS_INVALID)");
                }
            }
            Tool.Result before = Tool.json(cluster, 1, "cluster");
            assertThat(before.json())
                    .containsEntry("state", "NOT_CONFIGURED")
                    .containsEntry("result", "STS_INVALID")
                    .containsEntry("epoch", 0)
                    .containsEntry("bm_servers", List.of());

            Tool.Result dry =
                    Tool.run(cluster, 2, "config", cluster.clusterFile(2).toString(), "--dry-run");
            assertThat(dry.status()).as("%s", dry).isZero();
            assertThat(dry.out()).contains("+ server node1 {").contains("nothing was changed");
            assertThat(Tool.run(cluster, 1, "cluster").status()).isEqualTo(6);

            Tool.Result configured = Tool.configure(cluster, 2, cluster.clusterFile(2));
            assertThat(configured.status()).as("%s", configured).isZero();

            Tool.await(cluster, ALL, "cluster", "bm_init", ALL);
            assertAgree(cluster);
            assertPasswordsAreNotShown(cluster, configured);
            Tool.Result again = Tool.configure(cluster, 3, cluster.clusterFile(2));
            assertThat(again.status()).as("%s", again).isZero();
            assertThat(Tool.json(cluster, 1, "cluster").json()).containsEntry("epoch", 1);
        }
    }

    private static void assertAgree(Cluster cluster) {
        List<Object> pictures = new ArrayList<>();
        for (int node : ALL) {
            Tool.Result result = Tool.json(cluster, node, "cluster");
            assertThat(result.status()).as("%s", result).isZero();
            Map<String, Object> report = result.json();
            assertThat(report).containsEntry("state", "CONFIGURED").containsEntry("epoch", 1);
            pictures.add(
                    List.of(
                            report.get("cluster_id"),
                            report.get("digest"),
                            report.get("bm_cluster"),
                            report.get("bm_servers"),
                            report.get("bm_init"),
                            result.column("nodes", "id"),
                            result.column("nodes", "name"),
                            result.column("nodes", "role"),
                            result.column("nodes", "state")));
            assertThat(result.column("nodes", "role")).containsOnly("SERVER");
            assertThat(result.rows("nodes"))
                    .allSatisfy(row -> assertThat(row).containsKeys("level", "proven"));
            for (String command : List.of("loadlvl", "updtlvl")) {
                Tool.Result levels = Tool.json(cluster, node, command);
                assertThat(levels.status()).as("%s of node %s: %s", command, node, levels).isZero();
                assertThat(levels.column("servers", "id")).isEqualTo(List.copyOf(ALL));
            }
        }
        assertThat(pictures).containsOnly(pictures.get(0));
        assertThat(Tool.run(cluster, 3, "cluster", "--bitmap").out())
                .contains("bm_init    ----------------------------XXX-");
    }

    private static void assertPasswordsAreNotShown(Cluster cluster, Tool.Result configured) {
        Tool.Result shown = Tool.run(cluster, 3, "config");
        assertThat(shown.out()).contains("server node1 {").doesNotContain(SECRET);
        assertThat(configured.out() + configured.err()).doesNotContain(SECRET);
        for (int node : ALL) {
            assertThat(cluster.node(node).process().out().text()).doesNotContain(SECRET);
            assertThat(cluster.node(node).process().err().text()).doesNotContain(SECRET);
        }
    }

    @MultiProcessTest
    void aWrongConfigurationNamesFileAndLineAndChangesNothing() {
        try (Cluster cluster = group("dlbcmd-wrong")) {
            Path wrong =
                    file(
                            cluster,
                            "wrong.cfg",
                            "server a { nodeid 1; };\nserver b { nodeid 1; };\n");
            Path half = file(cluster, "half.cfg", "server a { nodeid 1;\n");

            for (Path file : List.of(wrong, half)) {
                Tool.Result result = Tool.configure(cluster, 1, file);
                assertThat(result.status()).as("%s", result).isEqualTo(4);
                assertThat(result.err()).containsPattern(file.getFileName() + ":\\d+:\\d+: ");
            }
            // A node that runs may not become the virtual one: only the cluster knows who runs.
            Path conflict =
                    file(
                            cluster,
                            "conflict.cfg",
                            "server a { nodeid 1; };\n\nlb b { nodeid 3; };\n");
            Tool.Result refused = Tool.configure(cluster, 1, conflict);
            assertThat(refused.status()).as("%s", refused).isEqualTo(5);
            assertThat(refused.err()).contains("conflict.cfg:3");

            for (int node : ALL) {
                assertThat(Tool.run(cluster, node, "cluster").status()).isEqualTo(6);
            }
        }
    }

    @MultiProcessTest
    void ofTwoConfigurationsAtOnceOneHoldsEverywhere() {
        try (Cluster cluster = group("dlbcmd-two")) {
            String servers =
                    """
                    server node1 { nodeid 1; };
                    server node2 { nodeid 2; };
                    server node3 { nodeid 3; weight %d; };
                    """;
            Path first = file(cluster, "first.cfg", servers.formatted(1));
            Path second = file(cluster, "second.cfg", servers.formatted(2));
            List<Tool.Result> results;
            try (ChildProcess one = Tool.start(cluster, 1, "config", first.toString());
                    ChildProcess two = Tool.start(cluster, 3, "config", second.toString())) {
                results = List.of(Tool.result(one), Tool.result(two));
            }

            Tool.await(cluster, ALL, "cluster", "bm_init", ALL);
            List<Object> epochs = new ArrayList<>();
            List<Object> digests = new ArrayList<>();
            for (int node : ALL) {
                Map<String, Object> report = Tool.json(cluster, node, "cluster").json();
                epochs.add(report.get("epoch"));
                digests.add(report.get("digest"));
            }
            assertThat(digests).containsOnly(digests.get(0));
            // The one that holds was given by somebody who was told that it holds.
            assertThat(results)
                    .anySatisfy(
                            result -> {
                                assertThat(result.status()).isZero();
                                assertThat(result.out()).contains("(" + digests.get(0) + ")");
                            });
            assertThat(epochs).containsOnly(epochs.get(0));
            if (results.stream().allMatch(result -> result.status() == 0)) {
                // They came one after the other.
                assertThat(epochs).as("%s", results).containsOnly(2);
            }
            results.stream()
                    .filter(result -> result.status() != 0)
                    .forEach(result -> assertThat(result.err()).contains("faster"));
        }
    }

    @MultiProcessTest
    void theGroupAnswersAToolOnAMachineWithoutADaemon() throws IOException {
        try (Cluster cluster = group("dlbcmd-join")) {
            // Node 9 has a node file and no daemon.
            Path nodeFile =
                    file(
                            cluster,
                            "node9.yaml",
                            Files.readString(cluster.node(1).nodeFile())
                                    .replace("node_id: 1", "node_id: 9")
                                    .replace("node1", "node9"));

            assertThat(join(cluster, nodeFile, "cluster").status()).isEqualTo(6);
            Tool.Result configured =
                    join(cluster, nodeFile, "config", cluster.clusterFile(1).toString());
            assertThat(configured.status()).as("%s", configured).isZero();
            Tool.await(cluster, ALL, "cluster", "bm_init", ALL);

            Tool.Result picture = join(cluster, nodeFile, "cluster", "--json");
            assertThat(picture.json())
                    .as("%s", picture)
                    .containsEntry("epoch", 1)
                    .containsEntry("bm_cluster", ALL);
            for (String command : List.of("loadlvl", "updtlvl")) {
                Tool.Result levels = join(cluster, nodeFile, command, "--json");
                assertThat(levels.column("servers", "id"))
                        .as("%s", levels)
                        .isEqualTo(List.copyOf(ALL));
                assertThat(levels.column("servers", "name"))
                        .isEqualTo(List.of("node1", "node2", "node3"));
            }
            Tool.Result status = join(cluster, nodeFile, "status");
            assertThat(status.status()).isEqualTo(5);
            assertThat(status.err()).contains("--join").hasLineCount(1);
            assertThat(Tool.json(cluster, 1, "cluster").column("nodes", "id"))
                    .isEqualTo(List.copyOf(ALL));
        }
    }

    private static Tool.Result join(Cluster cluster, Path nodeFile, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--join", "--node-file", nodeFile.toString()));
        try (ChildProcess tool = Tool.launch(cluster, all)) {
            return Tool.result(tool);
        }
    }

    @MultiProcessTest
    void endpointsAndLinksOfANode() throws IOException {
        try (Cluster cluster = Cluster.of("dlbcmd-ep", 1, 2).start().awaitLinked()) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(cluster.node(1).adminSocket())))
                    .isEqualTo("rw-------");
            assertThat(Tool.run(cluster, 1, "cluster").err()).contains("in no group");
            ChildProcess server = cluster.programs().latencyServer(2, 0, 10);

            assertThat(Tool.run(cluster, 1, "ep", "rmtbind", "0", "10", "2", "far").status())
                    .isZero();
            ChildProcess client = cluster.programs().latencyClient(1, "0", "50", "10", "5");
            assertThat(client.awaitExit()).as(client.lastWords()).isZero();

            Tool.Result mine = Tool.json(cluster, 1, "ep", "list");
            assertThat(mine.rows("endpoints"))
                    .singleElement()
                    .satisfies(
                            row ->
                                    assertThat(row)
                                            .containsEntry("endpoint", 10)
                                            .containsEntry("kind", "NAME")
                                            .containsEntry("node", 2));
            Tool.Result theirs = Tool.json(cluster, 2, "ep", "list");
            assertThat(theirs.column("endpoints", "pid")).isEqualTo(List.of((int) server.pid()));
            assertLinks(Tool.json(cluster, 1, "status"));

            assertThat(Tool.run(cluster, 2, "ep", "unbind", "0", "10").status()).isZero();
            cluster.node(2).awaitUnbound(0, 10);
            assertThat(Tool.run(cluster, 2, "ep", "bind", "0", "10").status()).isZero();
            Tool.Result taken = Tool.run(cluster, 2, "ep", "bind", "0", "10");
            assertThat(taken.status()).isEqualTo(5);
            assertThat(taken.err()).contains("EDVSSLOTUSED").hasLineCount(1);
        }
    }

    private static void assertLinks(Tool.Result status) {
        assertThat(status.rows("links"))
                .hasSize(2)
                .allSatisfy(
                        row -> {
                            assertThat(row)
                                    .containsEntry("peer", 2)
                                    .containsEntry("proto", "tcp")
                                    .containsEntry("state", "JOINED")
                                    .containsEntry("link", "UP")
                                    .containsEntry("reconnects", 0);
                            assertThat((String) row.get("local")).matches("127\\.0\\.0\\.1:\\d+");
                            assertThat((String) row.get("foreign")).matches("127\\.0\\.0\\.1:\\d+");
                            assertThat(row.get("recv_q")).isNotNull();
                            assertThat(row.get("send_q")).isNotNull();
                            assertThat((int) row.get("sequence_acknowledged")).isPositive();
                        });
        assertThat(status.column("links", "direction")).isEqualTo(List.of("out", "in"));
    }

    @MultiProcessTest
    void aDaemonThatDoesNotAnswerIsSaidInTime() {
        try (Cluster cluster = Cluster.of("dlbcmd-frozen", 1).start()) {
            cluster.node(1).process().signal(Signal.STOP);

            Tool.Result frozen = Tool.run(cluster, 1, "status", "--timeout", "0.5");

            assertThat(frozen.status()).as("%s", frozen).isEqualTo(7);
            assertThat(frozen.err()).contains("does not answer within 500 ms").hasLineCount(1);
            cluster.node(1).process().signal(Signal.CONT);
            assertThat(Tool.run(cluster, 1, "status").status()).isZero();

            cluster.node(1).kill();
            Tool.Result dead = Tool.run(cluster, 1, "status");
            assertThat(dead.status()).as("%s", dead).isEqualTo(3);
            assertThat(dead.err()).contains("does not run any more").hasLineCount(1);
        }
    }
}
