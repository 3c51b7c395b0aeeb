package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Repository;
import org.dsp.harness.Signal;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code dlbcmd} and the sessions of a service, with real daemons and programs, without a group.
 */
class DlbcmdSessionsTest {
    private static final int REQUESTS = 5;

    /** Programs are on other endpoints, and another node, than their clients see. */
    private static Cluster.Builder nodes(String name) {
        String prog = Repository.root().resolve("scripts/services/run_latency.sh").toString();
        return Cluster.of(name, 1, 2)
                .clients(1)
                .block("lb node0 { nodeid 0; };")
                .block(
                        "service latency { dcid 0; ext_ep 10; min_ep 11; max_ep 19; bind replica;"
                                + " prog \""
                                + prog
                                + "\"; };");
    }

    private static Cluster cluster(String name) {
        return nodes(name).start().awaitLinked();
    }

    private static ChildProcess endlessClient(Cluster cluster) {
        return cluster.programs().latencyClient(1, "--quiet", "0", "50", "10", "1000000000");
    }

    private static void awaitServer(Cluster cluster, int node, String server) {
        Awaitility.await("the session of node " + node + " is served by " + server)
                .atMost(ChildProcess.PATIENCE)
                .until(
                        () -> Tool.json(cluster, node, "sessions").column("sessions", "server"),
                        List.of(server)::equals);
    }

    private static ChildProcess trace(Cluster cluster, int node, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "trace";
        all[1] = "--json";
        System.arraycopy(more, 0, all, 2, more.length);
        ChildProcess tool = Tool.start(cluster, node, all);
        tool.awaitLine(".*\"tracing\".*");
        return tool;
    }

    private static List<Map<String, Object>> frames(ChildProcess trace) {
        return trace.out().lines().stream()
                .skip(1)
                .map(line -> new Yaml().<Map<String, Object>>load(line))
                .toList();
    }

    /** The command of each frame, and its way. */
    private static List<String> ways(ChildProcess trace) {
        return frames(trace).stream()
                .map(frame -> frame.get("way") + " " + frame.get("cmd"))
                .toList();
    }

    private static String only(Cluster cluster, int node) {
        Tool.Result sessions = Tool.json(cluster, node, "sessions");
        assertThat(sessions.status()).as("%s", sessions).isZero();
        assertThat(sessions.rows("sessions")).hasSize(1);
        return (String) sessions.column("sessions", "id").get(0);
    }

    @MultiProcessTest
    void aSessionIsTracedOnBothItsNodesFromItsFirstFrameToItsLast() {
        try (Cluster cluster = cluster("dlbcmd-trace");
                ChildProcess client = trace(cluster, 1);
                ChildProcess server = trace(cluster, 2)) {
            ChildProcess run =
                    cluster.programs()
                            .latencyClient(1, "0", "50", "10", Integer.toString(REQUESTS));
            assertThat(run.awaitExit()).as(run.lastWords()).isZero();
            for (ChildProcess trace : List.of(client, server)) {
                trace.awaitLine(".*CMD_CLOSE.*");
            }

            assertThat(ways(client)).filteredOn("OUT CMD_SNDREC_MSG"::equals).hasSize(REQUESTS);
            assertThat(ways(client)).filteredOn("IN CMD_SEND_MSG"::equals).hasSize(REQUESTS);
            assertThat(ways(client)).last().isEqualTo("OUT CMD_CLOSE");
            assertThat(ways(server))
                    .isEqualTo(
                            ways(client).stream()
                                    .map(
                                            way ->
                                                    way.startsWith("OUT")
                                                            ? "IN" + way.substring(3)
                                                            : "OUT" + way.substring(2))
                                    .toList());
            assertFrames(frames(client), frames(server), (int) run.pid());

            client.signal(Signal.TERM);
            assertThat(client.awaitExit()).isEqualTo(143);
        }
    }

    private static void assertFrames(
            List<Map<String, Object>> client, List<Map<String, Object>> server, int pid) {
        Object session = client.get(0).get("session");
        assertThat(client).allSatisfy(frame -> assertThat(frame).containsEntry("session", session));
        assertThat(server).allSatisfy(frame -> assertThat(frame).containsEntry("session", session));
        assertThat(client.get(0))
                .containsEntry("peer", 2)
                .containsEntry("c_src", 50)
                .containsEntry("c_dst", 10)
                .containsEntry("c_snode", 1)
                .containsEntry("c_dnode", 2)
                .containsEntry("pid", pid)
                .containsEntry("flags", List.of("CHECK_HDR", "ROUTING", "OPENS"))
                .containsEntry("m_source", 50)
                .containsEntry("m_type", 10)
                .containsEntry("m1i3", 3)
                .containsEntry("real_node", 2)
                .containsEntry("real_ep", null)
                .containsEntry("shown_node", 0)
                .containsEntry("shown_ep", 10);
        assertThat(server.get(0))
                .containsEntry("peer", 1)
                .containsEntry("c_snd_seq", client.get(0).get("c_snd_seq"))
                .containsEntry("c_timestamp", client.get(0).get("c_timestamp"))
                .containsEntry("real_node", 2)
                .containsEntry("real_ep", 11)
                .containsEntry("shown_node", 0)
                .containsEntry("shown_ep", 10);
        assertThat(times(client)).isSorted();
        assertThat(times(server)).isSorted();
    }

    private static List<Long> times(List<Map<String, Object>> frames) {
        return frames.stream().map(frame -> (Long) frame.get("time_us")).toList();
    }

    @MultiProcessTest
    void sessionsAreShownTracedAndEndedWithoutAGroup() {
        try (Cluster cluster = cluster("dlbcmd-sessions");
                ChildProcess client = endlessClient(cluster)) {
            awaitServer(cluster, 2, "11@2");
            Awaitility.await()
                    .atMost(ChildProcess.PATIENCE)
                    .until(
                            () -> Tool.json(cluster, 1, "sessions").column("sessions", "state"),
                            List.of("OPEN")::equals);
            String id = only(cluster, 2);
            assertThat(only(cluster, 1)).isEqualTo(id);
            assertRows(cluster, (int) client.pid());
            assertThat(Tool.run(cluster, 2, "sessions").out())
                    .containsPattern(id + " +latency +0 +10 +50@1 +\\d+ +11@2 +\\d+ +OPEN");
            assertThat(Tool.run(cluster, 1, "services").out())
                    .containsPattern("latency +0 +10 +11 +19 +replica");

            for (int node : List.of(1, 2)) {
                Tool.Result traced =
                        Tool.run(cluster, node, "trace", "--session", id, "--count", "20");
                assertThat(traced.status()).as("%s", traced).isZero();
                assertThat(traced.out()).contains("CMD_SNDREC_MSG", "session=" + id);
                assertThat(traced.out().lines().filter(line -> line.contains(" cmd="))).hasSize(20);
                Tool.Result none = Tool.run(cluster, node, "trace", "--session", "ab");
                assertThat(none.status()).as("%s", none).isEqualTo(5);
                assertThat(none.err()).contains("knows no session 00000000000000ab");
            }
            assertEnds(cluster, id);
        }
    }

    @MultiProcessTest
    void withAGroupEachNodeKnowsWhoServes() {
        try (Cluster cluster = nodes("dlbcmd-sessions-group").group().start()) {
            Tool.await(cluster, List.of(1, 2), "cluster", "bm_cluster", List.of(1, 2));
            Tool.Result configured = Tool.configure(cluster, 1, cluster.clusterFile(1));
            assertThat(configured.status()).as("%s", configured).isZero();
            Tool.await(cluster, List.of(1, 2), "cluster", "bm_init", List.of(2));
            try (ChildProcess client = endlessClient(cluster)) {
                awaitServer(cluster, 1, "11@2");

                Tool.Result mine = Tool.json(cluster, 1, "sessions");
                assertThat(mine.json()).containsEntry("total", 1);
                assertThat(mine.rows("sessions").get(0))
                        .containsEntry("service", "latency")
                        .containsEntry("state", "OPEN")
                        .containsEntry("client_pid", (int) client.pid());
                assertThat((int) mine.column("sessions", "server_pid").get(0)).isPositive();
                assertThat((int) mine.column("sessions", "requests").get(0)).isPositive();
                Tool.Result elsewhere = Tool.run(cluster, 1, "sessions", "end", only(cluster, 1));
                assertThat(elsewhere.err()).contains("node 2 does");
            }
        }
    }

    private static void assertRows(Cluster cluster, int pid) {
        Tool.Result mine = Tool.json(cluster, 1, "sessions");
        assertThat(mine.rows("sessions").get(0))
                .containsEntry("service", "latency")
                .containsEntry("client", "50@1")
                .containsEntry("client_pid", pid)
                .containsEntry("server", "-@2");
        assertThat((int) mine.column("sessions", "requests").get(0)).isPositive();
        Tool.Result theirs = Tool.json(cluster, 2, "sessions");
        assertThat(theirs.rows("sessions").get(0))
                .containsEntry("state", "OPEN")
                .containsEntry("client_pid", pid)
                .containsEntry("server", "11@2");
        assertThat((int) theirs.column("sessions", "server_pid").get(0)).isPositive();
        assertThat((int) theirs.column("sessions", "requests").get(0)).isPositive();
        assertThat(Tool.json(cluster, 1, "services").json()).containsEntry("client_sessions", 1);
        assertThat(Tool.json(cluster, 2, "services").json()).containsEntry("server_sessions", 1);
    }

    private static void assertEnds(Cluster cluster, String id) {
        Tool.Result elsewhere = Tool.run(cluster, 1, "sessions", "end", id);
        assertThat(elsewhere.status()).as("%s", elsewhere).isEqualTo(5);
        assertThat(elsewhere.err()).contains("serves no session " + id + "; node 2 does");
        Tool.Result unknown = Tool.run(cluster, 2, "sessions", "end", "ab");
        assertThat(unknown.status()).as("%s", unknown).isEqualTo(5);
        assertThat(unknown.err()).contains("serves no session 00000000000000ab").hasLineCount(1);
        assertThat(Tool.json(cluster, 2, "sessions").column("sessions", "id")).contains(id);

        Tool.Result ended = Tool.run(cluster, 2, "sessions", "end", id);

        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.out()).contains("session " + id + " is over");
        assertThat(Tool.json(cluster, 2, "sessions").column("sessions", "id")).doesNotContain(id);
        Tool.Result again = Tool.run(cluster, 2, "sessions", "end", id);
        assertThat(again.status()).as("%s", again).isEqualTo(5);
    }
}
