package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;

/** K2: an endpoint number names another process on every node. */
class SameEndpointTest {
    private static final int BYTES = 5 * (1 << 20) + 17;
    private static final int SERVER_NODE = 2;

    @MultiProcessTest
    void threeClientsWithOneNumberGetEachItsOwnDataAndAKilledOneDisturbsNobody()
            throws IOException {
        try (Cluster cluster = Cluster.of("same-endpoint", 2, 3, 4).start().awaitLinked()) {
            Path served = Files.createDirectory(cluster.directory().resolve("served"));
            cluster.programs().m3ftpd(SERVER_NODE, 0, 20, "--root", served.toString());
            for (int node : List.of(2, 3, 4)) {
                Files.write(served.resolve("of" + node), content(node));
            }
            Path big = cluster.directory().resolve("big");
            Files.write(served.resolve("big"), new byte[256 << 20]);
            ChildProcess killed = get(cluster, 4, "52", "big", big);

            List<ChildProcess> clients = new ArrayList<>();
            for (int node : List.of(2, 3, 4)) {
                clients.add(get(cluster, node, "51", "of" + node, target(cluster, node)));
            }
            killed.kill();

            for (ChildProcess client : clients) {
                assertThat(client.awaitExit()).as(client.lastWords()).isZero();
            }
            for (int node : List.of(2, 3, 4)) {
                assertThat(target(cluster, node)).hasBinaryContent(content(node));
            }
        }
    }

    private static Path target(Cluster cluster, int node) {
        return cluster.directory().resolve("at" + node);
    }

    private static byte[] content(int node) {
        byte[] bytes = new byte[BYTES];
        new Random(node).nextBytes(bytes);
        return bytes;
    }

    private static ChildProcess get(
            Cluster cluster, int node, String endpoint, String remote, Path local) {
        List<String> arguments = new ArrayList<>(List.of("-g"));
        if (node != SERVER_NODE) {
            arguments.addAll(List.of("--node", Integer.toString(SERVER_NODE)));
        }
        arguments.addAll(List.of("0", endpoint, "20", remote, local.toString()));
        return cluster.programs().m3ftp(node, arguments.toArray(String[]::new));
    }
}
