package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dsp.core.admin.AdminRequest;
import org.dsp.harness.Cluster;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.group.Admin;
import org.dsp.tests.group.Pictures;
import org.dsp.tests.services.SessionClient.Served;

/** The scenarios of the second note, with its nodes and endpoints, on real daemons. */
class NotesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int COPIES = 20;

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

    /** As the note has it: NODE0 has room, but says that it is saturated. */
    @MultiProcessTest
    void aClientIsServedByTheNextNodeWhileTheLevelOfTheFirstIsSaturated() throws IOException {
        List<Integer> nodes = List.of(0, 1, 3, 4);
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        Cluster.of("notes-saturated", nodes.toArray(Integer[]::new))
                                .clients(3, 4)
                                .group()
                                // Of load_source sessions: the second one is 100 %.
                                .setting(0, "load_capacity: 2")
                                .block("lb levels { period 1; hello_time 1; };")
                                .block(service(29, files.sessionServer()))
                                .start()) {
            Pictures pictures = new Pictures(cluster);
            pictures.agreed(nodes, SOON);
            assertThat(Admin.configure(cluster.node(0), cluster.clusterFile(0)).error()).isEmpty();
            pictures.each(nodes, SOON, picture -> picture.init().size() == 2);
            cluster.awaitLinked();
            awaitLevel(cluster, 3, "FREE");
            try (SessionClient first = new SessionClient(cluster.node(3), 50);
                    SessionClient second = new SessionClient(cluster.node(3), 51);
                    SessionClient third = new SessionClient(cluster.node(4), 51)) {
                assertThat(first.ask(20)).isEqualTo(new Served(0, 20, 0, 20, 50));
                assertThat(second.ask(20)).isEqualTo(new Served(0, 21, 0, 20, 51));
                awaitLevel(cluster, 4, "SATURATED");
                assertThat(third.ask(20)).isEqualTo(new Served(1, 20, 0, 20, 51));
                assertThat(second.ask(20)).isEqualTo(new Served(0, 21, 0, 20, 51));
            }
        }
    }

    /** Waits until a node knows this level of node 0. */
    private static void awaitLevel(Cluster cluster, int node, String level) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Admin.ask(
                                                                cluster.node(node),
                                                                AdminRequest.of(
                                                                        AdminRequest.LOADLVL))
                                                        .report()
                                                        .rows("servers")
                                                        .get(0)
                                                        .text("level"))
                                        .contains(level));
    }

    @MultiProcessTest
    void threeClientsWithTheSameEndpointAreServedAtOnceOneOfThemOnTheServersOwnNode()
            throws Exception {
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
            List<SessionClient> clients = List.of(of3, of4, of0);
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).copyBothWays(20)).isEqualTo(served(i));
            }
            ExecutorService threads = Executors.newFixedThreadPool(clients.size());
            try {
                List<Future<List<Served>>> all = new ArrayList<>();
                for (SessionClient client : clients) {
                    all.add(threads.submit(() -> copies(client)));
                }
                for (int i = 0; i < clients.size(); i++) {
                    assertThat(all.get(i).get()).hasSize(COPIES).containsOnly(served(i));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Each has a program of its own on node 0, which knows it as 51. */
    private static Served served(int client) {
        return new Served(0, 20 + client, 0, 20, 51);
    }

    private static List<Served> copies(SessionClient client) {
        List<Served> served = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            served.add(client.copyBothWays(20));
        }
        return served;
    }
}
