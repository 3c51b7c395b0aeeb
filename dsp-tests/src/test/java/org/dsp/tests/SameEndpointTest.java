package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;

/** K2: an endpoint number names another process on every node. */
class SameEndpointTest {
    private static final int BYTES = 5 * (1 << 20) + 17;
    private static final int MIDDLE = 48 << 20;
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

    @MultiProcessTest
    void oneOfThemKilledInMidTransferDisturbsNeitherItsNamesakesNorItsSuccessor()
            throws IOException {
        try (Cluster cluster = Cluster.of("same-endpoint-killed", 2, 3, 4).start().awaitLinked()) {
            Path served = Files.createDirectory(cluster.directory().resolve("served"));
            cluster.programs().m3ftpd(SERVER_NODE, 0, 20, "--root", served.toString());
            for (int node : List.of(2, 3, 4)) {
                Files.write(served.resolve("of" + node), content(node, MIDDLE));
            }
            Path dead = Files.createDirectory(cluster.directory().resolve("dead"));
            ChildProcess killed = get(cluster, 3, "51", "of3", dead.resolve("of3"));
            List<ChildProcess> others = new ArrayList<>();
            for (int node : List.of(2, 4)) {
                others.add(get(cluster, node, "51", "of" + node, target(cluster, node)));
            }
            Awaitility.await().until(() -> bytesIn(dead) > 0);

            killed.kill();
            cluster.node(3).awaitUnbound(0, 51);
            others.add(get(cluster, 3, "51", "of3", target(cluster, 3)));

            for (ChildProcess client : others) {
                assertThat(client.awaitExit()).as(client.lastWords()).isZero();
            }
            assertThat(dead.resolve("of3")).doesNotExist();
            for (int node : List.of(2, 3, 4)) {
                assertThat(target(cluster, node)).hasBinaryContent(content(node, MIDDLE));
            }
        }
    }

    /** Of all files in it, those with partial names too. */
    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Path target(Cluster cluster, int node) {
        return cluster.directory().resolve("at" + node);
    }

    private static byte[] content(int node) {
        return content(node, BYTES);
    }

    private static byte[] content(int node, int length) {
        byte[] bytes = new byte[length];
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
