package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.ProcFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

class BigFileTest {
    private static final int MIB = 1 << 20;
    private static final int WARM_UP_MIB = 16;
    private static final int BIG_MIB = 1024;
    private static final long MOST_GROWTH_KIB = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @MultiProcessTest
    @Tag("slow")
    @Tag("file")
    @Timeout(900)
    void aFileOf1GibBothWaysIsTheSameAndTheDaemonsDoNotGrow() throws Exception {
        try (Cluster cluster = Cluster.of("big-file", 1, 2).start().awaitLinked()) {
            Path served = Files.createDirectory(cluster.directory().resolve("served"));
            cluster.programs().m3ftpd(2, 0, 20, "--root", served.toString());
            Path small = write(cluster.directory().resolve("small"), WARM_UP_MIB);
            thereAndBack(cluster, small, served);
            long first = residentKib(cluster, 1);
            long second = residentKib(cluster, 2);

            Path big = write(cluster.directory().resolve("big"), BIG_MIB);
            Peaks peaks = thereAndBack(cluster, big, served);

            assertThat(peaks.first() - first)
                    .as("growth of node 1 in KiB")
                    .isLessThanOrEqualTo(MOST_GROWTH_KIB);
            assertThat(peaks.second() - second)
                    .as("growth of node 2 in KiB")
                    .isLessThanOrEqualTo(MOST_GROWTH_KIB);
        }
    }

    private static Peaks thereAndBack(Cluster cluster, Path file, Path served) throws IOException {
        String name = file.getFileName().toString();
        Path back = cluster.directory().resolve(name + "-back");
        Peaks there = copy(cluster, "-p", name, file);
        Peaks again = copy(cluster, "-g", name, back);
        String digest = digest(file);
        assertThat(digest(served.resolve(name))).as("on node 2").isEqualTo(digest);
        assertThat(digest(back)).as("back on node 1").isEqualTo(digest);
        return there.and(again);
    }

    private static Peaks copy(Cluster cluster, String direction, String name, Path local) {
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
        Peaks[] peaks = {new Peaks(0, 0)};
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(
                        () -> {
                            Peaks now = new Peaks(residentKib(cluster, 1), residentKib(cluster, 2));
                            peaks[0] = peaks[0].and(now);
                            return !client.alive();
                        });
        assertThat(client.awaitExit()).as(client.lastWords()).isZero();
        return peaks[0];
    }

    private static long residentKib(Cluster cluster, int node) {
        return ProcFiles.residentKib(cluster.node(node).process().pid());
    }

    private static Path write(Path file, int mib) throws IOException {
        Random random = new Random(mib);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return file;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The most resident memory of both daemons, in KiB. */
    private record Peaks(long first, long second) {
        Peaks and(Peaks other) {
            return new Peaks(Math.max(first, other.first), Math.max(second, other.second));
        }
    }
}
