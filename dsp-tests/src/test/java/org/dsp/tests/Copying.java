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
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;

/** A file of random bytes on node 1, put to node 2 by m3ftp, and compared there. */
final class Copying {
    private static final int MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final Path file;
    private final Path served;
    private final String digest;

    /** Makes the file, and starts a server of files at endpoint 20 of node 2. */
    Copying(Cluster cluster, int mib) throws IOException {
        this.cluster = cluster;
        file = write(cluster.directory().resolve("file"), mib);
        digest = digest(file);
        served = Files.createDirectory(cluster.directory().resolve("served"));
        cluster.programs().m3ftpd(2, 0, 20, "--root", served.toString());
    }

    /** Starts a copy from endpoint {@code client}. */
    ChildProcess begin(int client) {
        return cluster.programs()
                .m3ftp(
                        1,
                        "-p",
                        "--node",
                        "2",
                        "0",
                        Integer.toString(client),
                        "20",
                        "of" + client,
                        file.toString());
    }

    /** Waits for its end: without an error, and the same bytes on the other side. */
    void finish(ChildProcess copy, int client) throws IOException {
        assertThat(copy.awaitExit(PATIENCE)).as(copy.lastWords()).isZero();
        assertThat(digest(served.resolve("of" + client))).isEqualTo(digest);
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
}
