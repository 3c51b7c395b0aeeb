package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.tests.MultiProcessTest;

/** m3ftpd answers with its real endpoint, which its client uses from then on. */
class FilesAtOnceTest {
    /** More than one request of 1 MiB, more than one chunk of 64 KiB, and a rest. */
    private static final int BYTES = 5 * (1 << 20) + 70_001;

    private static final int CLIENTS = 3;
    private static final Duration SOON = Duration.ofSeconds(20);

    @MultiProcessTest
    void filesOfSeveralClientsAtOnceAreTheSameThereAndBack() throws IOException {
        try (ServiceFiles files = new ServiceFiles();
                Cluster cluster =
                        Cluster.of("files-at-once", 0, 1, 3, 4)
                                .clients(3, 4)
                                .block(
                                        "service m3ftp { dcid 0; ext_ep 20; min_ep 20; max_ep 29; bind replica; policy round_robin; prog \"%s --root %s\"; };"
                                                .formatted(
                                                        files.shipped("run_m3ftpd.sh"),
                                                        files.directory("served")))
                                .start()
                                .awaitLinked()) {
            List<byte[]> contents = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                byte[] content = new byte[BYTES + i];
                new Random(i).nextBytes(content);
                Files.write(files.resolve("before" + i), content);
                contents.add(content);
            }
            allAtOnce(cluster, "-p", files, "before");
            for (int i = 0; i < CLIENTS; i++) {
                Path there = files.resolve("served").resolve("file" + i);
                assertThat(there).hasBinaryContent(contents.get(i));
            }
            allAtOnce(cluster, "-g", files, "back");
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(files.resolve("back" + i)).hasBinaryContent(contents.get(i));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(files.living()).isEmpty());
        }
    }

    /** On both nodes, one of them at the same endpoint on each. */
    private static void allAtOnce(
            Cluster cluster, String direction, ServiceFiles files, String local) {
        List<ChildProcess> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    cluster.programs()
                            .m3ftp(
                                    3 + i % 2,
                                    direction,
                                    "0",
                                    Integer.toString(50 + i / 2),
                                    "20",
                                    "file" + i,
                                    files.resolve(local + i).toString()));
        }
        for (ChildProcess client : clients) {
            assertThat(client.awaitExit()).as(client.lastWords()).isZero();
        }
    }
}
