package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.DaemonProcess;
import org.dsp.harness.PortBases;
import org.dsp.tests.group.Admin;
import org.dsp.tests.group.Pictures;

/** Three server nodes and two client nodes in one group, with one service. */
final class ChurnCluster implements AutoCloseable {
    static final int SERVICE = 10;
    static final List<Integer> SERVERS = List.of(0, 1, 2);
    static final List<Integer> CLIENTS = List.of(3, 4);

    private static final List<Integer> ALL = List.of(0, 1, 2, 3, 4);

    /** Not those of JGroups, of a member that is gone: they begin with its own address. */
    private static final String OWN_ERROR = "\\S+ ERROR (?![0-9.]+:).*";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Pictures pictures;

    /** What each daemon has open when nothing goes on. */
    private final Map<Integer, Map<String, Integer>> idle = new TreeMap<>();

    ChurnCluster(String name, String prog) throws IOException {
        cluster =
                Cluster.of(name, ALL.toArray(Integer[]::new))
                        .clients(CLIENTS.toArray(Integer[]::new))
                        .group()
                        // One each: all of them share the processors of this machine.
                        .settingOfAll("launch_starts: 1")
                        .block(
                                "service hosted { dcid 0; ext_ep %d; min_ep 0; max_ep 29; bind replica; policy least_loaded; start_timeout 20; prog \"%s\"; };"
                                        .formatted(SERVICE, prog))
                        .start();
        pictures = new Pictures(cluster);
        try {
            pictures.agreed(ALL, SOON);
            assertThat(Admin.configure(cluster.node(0), cluster.clusterFile(0)).error()).isEmpty();
            whole();
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The daemons of the client nodes. */
    List<DaemonProcess> clientNodes() {
        return CLIENTS.stream().map(cluster::node).toList();
    }

    /** Waits until every server is there again, for all. */
    void whole() {
        pictures.each(
                ALL,
                SOON,
                p -> p.cluster().equals(Set.copyOf(ALL)) && p.init().equals(Set.copyOf(SERVERS)));
        cluster.awaitLinked();
    }

    /** Kills a server's daemon; its programs live on. */
    void kill(int node) {
        noErrors(node);
        cluster.node(node).kill();
    }

    /** Starts it again. */
    void start(int node) {
        cluster.node(node).start();
    }

    /** Nobody is served: what there is now is what there must be again. */
    void rememberIdle() {
        nothingLeft();
        ALL.forEach(node -> idle.put(node, open(node)));
    }

    private Map<String, Integer> open(int node) {
        return Descriptors.of(cluster.node(node).process().pid(), this::ofTheGroup);
    }

    /** Members of a group connect when they have something to say. */
    private boolean ofTheGroup(int port) {
        int first = cluster.ports().group();
        return port >= first && port < cluster.ports().detection() + PortBases.SPAN;
    }

    /** Waits until no session, endpoint and descriptor is left over. */
    void nothingLeft() {
        for (int node : ALL) {
            await("node " + node).atMost(SOON).untilAsserted(() -> nothingLeft(node));
        }
    }

    private void nothingLeft(int node) throws IOException {
        Fields services = ask(node, AdminRequest.SERVICES, Fields.EMPTY);
        assertThat(services.whole("server_sessions")).as("server sessions").contains(0L);
        assertThat(services.whole("client_sessions")).as("client sessions").contains(0L);
        Fields limit = new FieldsBuilder().with(AdminRequest.LIMIT, 100).build();
        assertThat(ask(node, AdminRequest.SESSIONS, limit).whole("total"))
                .as("sessions of the group")
                .contains(0L);
        assertThat(ask(node, AdminRequest.EP_LIST, Fields.EMPTY).rows("endpoints"))
                .as("endpoints")
                .isEmpty();
        assertThat(journal()).as("programs in the journals").isEmpty();
        if (idle.containsKey(node)) {
            assertThat(open(node)).as("descriptors").isEqualTo(idle.get(node));
        }
    }

    private Fields ask(int node, String what, Fields arguments) throws IOException {
        return Admin.ask(cluster.node(node), new AdminRequest(what, arguments)).report();
    }

    private List<Path> journal() throws IOException {
        try (Stream<Path> files = Files.walk(cluster.stateDirectory())) {
            return files.filter(file -> file.toString().endsWith(".run")).toList();
        }
    }

    /** No daemon has said that it has an error of its own. */
    void noErrors() {
        ALL.forEach(this::noErrors);
    }

    private void noErrors(int node) {
        ChildProcess daemon = cluster.node(node).process();
        List<String> said = new ArrayList<>(daemon.out().lines());
        said.addAll(daemon.err().lines());
        assertThat(said.stream().filter(line -> line.matches(OWN_ERROR)))
                .as("errors of node " + node)
                .isEmpty();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
