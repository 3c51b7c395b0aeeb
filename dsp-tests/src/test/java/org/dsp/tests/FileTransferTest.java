package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;

class FileTransferTest {
    /** More than one request of 1 MiB, more than one chunk of 64 KiB, and a rest. */
    private static final int BYTES = 3 * (1 << 20) + 70_001;

    @MultiProcessTest
    void aFilePutOnAnotherNodeAndGotBackIsTheSame() throws IOException {
        try (Cluster cluster = Cluster.of("file-there-and-back", 1, 2).start().awaitLinked()) {
            Path served = Files.createDirectory(cluster.directory().resolve("served"));
            Path before = cluster.directory().resolve("before");
            Path back = cluster.directory().resolve("back");
            byte[] content = new byte[BYTES];
            new Random(1).nextBytes(content);
            Files.write(before, content);
            cluster.programs().m3ftpd(2, 0, 20, "--root", served.toString());

            copy(cluster, "-p", before);
            assertThat(served.resolve("file")).hasBinaryContent(content);

            copy(cluster, "-g", back);
            assertThat(back).hasBinaryContent(content);
        }
    }

    private static void copy(Cluster cluster, String direction, Path local) {
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
                                "file",
                                local.toString());
        assertThat(client.awaitExit()).as(client.lastWords()).isZero();
    }
}
