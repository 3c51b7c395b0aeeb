package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.tests.programs.CountingServer;
import org.dsp.tests.programs.ManyClients;

/** {@code batch YES; compress YES} on both sides. */
class EncodedLinksTest {
    /** More than one request of 1 MiB, more than one chunk of 64 KiB, and a rest. */
    private static final int BYTES = 3 * (1 << 20) + 70_001;

    private static final int CLIENTS = 64;
    private static final int REQUESTS = 20_000;

    @MultiProcessTest
    void eachRequestOf64ClientsHasExactlyOneAnswer() {
        try (Cluster cluster = encoded("encoded-load").awaitLinked()) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");

            ChildProcess clients =
                    cluster.programs()
                            .java(
                                    ManyClients.class,
                                    1,
                                    "2",
                                    "10",
                                    "30",
                                    Integer.toString(CLIENTS),
                                    Integer.toString(REQUESTS));

            assertThat(clients.awaitExit(Duration.ofMinutes(1))).as(clients.lastWords()).isZero();
            assertThat(clients.out().lines())
                    .containsExactly(
                            "right=" + REQUESTS + " wrong=0 errors=0",
                            "different=" + REQUESTS + " repeated=0");
        }
    }

    @MultiProcessTest
    void filesThatCompressAndFilesThatDoNotArriveAsTheyWere() throws IOException {
        try (Cluster cluster = encoded("encoded-files").awaitLinked()) {
            Path served = Files.createDirectory(cluster.directory().resolve("served"));
            cluster.programs().m3ftpd(2, 0, 20, "--root", served.toString());

            thereAndBack(cluster, served, "words", words());
            thereAndBack(cluster, served, "noise", noise());
            thereAndBack(cluster, served, "both", both());
        }
    }

    private static Cluster encoded(String name) {
        return Cluster.of(name, 1, 2).nodeItems("batch YES; compress YES;").start();
    }

    private static void thereAndBack(Cluster cluster, Path served, String name, byte[] content)
            throws IOException {
        Path before = cluster.directory().resolve(name + "-before");
        Path back = cluster.directory().resolve(name + "-back");
        Files.write(before, content);

        copy(cluster, "-p", name, before);
        assertThat(served.resolve(name)).hasBinaryContent(content);

        copy(cluster, "-g", name, back);
        assertThat(back).hasBinaryContent(content);
    }

    private static void copy(Cluster cluster, String direction, String name, Path local) {
        ChildProcess client =
                cluster.programs()
                        .m3ftp(
                                1,
                                direction,
                                "--node",
                                "2",
                                "0",
                                "50",
                                "20",
                                name,
                                local.toString());
        assertThat(client.awaitExit()).as(client.lastWords()).isZero();
    }

    private static byte[] words() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < BYTES) {
            text.append("word").append(random.nextInt(1000)).append(' ');
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), BYTES);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[BYTES];
        new Random(2).nextBytes(bytes);
        return bytes;
    }

    /** A quarter of noise, a quarter of words, and again. */
    private static byte[] both() {
        byte[] both = words();
        byte[] noise = noise();
        System.arraycopy(noise, 0, both, 0, BYTES / 4);
        System.arraycopy(noise, BYTES / 2, both, BYTES / 2, BYTES / 4);
        return both;
    }
}
