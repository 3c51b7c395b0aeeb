package org.dsp.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.ftp.M3ftp;
import org.dsp.apps.ftp.M3ftpd;
import org.dsp.apps.latency.LatencyClient;
import org.dsp.apps.latency.LatencyServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The four programs as processes, on a node that a test plays. */
@Timeout(60)
class ProgramsTest {
    private static final int CHUNK = 1 << 20;

    @TempDir private Path temp;
    private Path root;
    private Path here;
    private Path logs;
    private LocalNode node;

    @BeforeEach
    void start() throws IOException {
        node = new LocalNode();
        root = Files.createDirectory(temp.resolve("root"));
        here = Files.createDirectory(temp.resolve("here"));
        logs = Files.createDirectory(temp.resolve("logs"));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private Child child(Class<?> main, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 2];
        all[0] = "--socket";
        all[1] = node.socket().toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Child(logs, main, all);
    }

    private Child latencyServer(String... more) throws IOException {
        String[] all = Stream.concat(Stream.of(more), Stream.of("0", "10")).toArray(String[]::new);
        return child(LatencyServer.class, all).awaitLine("ready");
    }

    private Child m3ftpd(String... more) throws IOException {
        Stream<String> first = Stream.of("--root", root.toString());
        String[] all =
                Stream.of(first, Stream.of(more), Stream.of("0", "20"))
                        .flatMap(s -> s)
                        .toArray(String[]::new);
        return child(M3ftpd.class, all).awaitLine("ready");
    }

    private static void ends(Child child, int status) throws IOException, InterruptedException {
        assertThat(child.status()).as(child.err()).isEqualTo(status);
    }

    private static void fails(Child child, int status, String... words)
            throws IOException, InterruptedException {
        ends(child, status);
        assertThat(child.err()).hasLineCount(1).contains(words);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void latencyIsMeasuredAndCounted() throws Exception {
        try (Child server = latencyServer("--exit-with-stdin");
                Child client =
                        child(
                                LatencyClient.class,
                                "--stats",
                                "--node",
                                "7",
                                "0",
                                "50",
                                "10",
                                "5")) {
            ends(client, ExitStatus.OK);
            assertThat(client.err()).isEmpty();
            String seconds = "\\d+\\.\\d{9}";
            assertThat(client.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).matches(loop(0)),
                            line -> assertThat(line).matches(loop(1)),
                            line -> assertThat(line).matches(loop(2)),
                            line -> assertThat(line).matches(loop(3)),
                            line -> assertThat(line).matches(loop(4)),
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    "Total average latency in 5 loops: "
                                                            + seconds
                                                            + " \\[s\\]"),
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    "Message throughput in 5 loops: \\d+\\.\\d\\d"
                                                            + " \\[msg/s\\]"),
                            line ->
                                    assertThat(line)
                                            .startsWith("Latency percentiles in 5 loops: p50 "),
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "Kernel counters of node 7: pxsent 0 -> 10"
                                                            + " (+10), pxrcvd 0 -> 5 (+5)"));
            assertThat(node.remoteNode(10)).isEqualTo(7);
            server.endInput();
            ends(server, ExitStatus.OK);
            assertThat(server.out()).endsWith("served 5 requests\n");
        }
    }

    private static String loop(int loop) {
        return "Time total elapsed in loop " + loop + ": \\d+\\.\\d{9} \\[s\\]";
    }

    @Test
    void manyClientsAreServedAtOnceAndASignalEndsTheServer() throws Exception {
        try (Child server = latencyServer();
                Child one = child(LatencyClient.class, "--quiet", "0", "50", "10", "300");
                Child two = child(LatencyClient.class, "--quiet", "0", "51", "10", "300")) {
            ends(one, ExitStatus.OK);
            ends(two, ExitStatus.OK);
            assertThat(one.out()).hasLineCount(3);
            server.signal("TERM");
            ends(server, 143);
            assertThat(server.out()).endsWith("served 600 requests\n");
            assertThat(server.err()).isEmpty();
        }
    }

    @Test
    void aClientThatKeepsGoingSaysEachErrorAndIsAnsweredLater() throws Exception {
        try (Child client =
                child(
                        LatencyClient.class,
                        "--quiet",
                        "--pause",
                        "20",
                        "--keep-going",
                        "1000000",
                        "0",
                        "50",
                        "10",
                        "3")) {
            await().until(() -> client.err().lines().count() >= 2);
            try (Child server = latencyServer()) {
                ends(client, ExitStatus.OK);
                assertThat(server.err()).isEmpty();
            }
            assertThat(client.err().lines())
                    .allMatch(line -> line.startsWith("latency_client: loop 0: EDVSNOTBIND"));
            assertThat(client.out())
                    .hasLineCount(4)
                    .contains("Errors between 3 loops: " + client.err().lines().count() + ",");
        }
    }

    @Test
    void aClientThatKeepsGoingEndsAtOneErrorMore() throws Exception {
        try (Child client = child(LatencyClient.class, "--keep-going", "2", "0", "50", "10", "3")) {
            ends(client, ExitStatus.CALL);
            assertThat(client.err()).hasLineCount(3);
            assertThat(client.out()).isEmpty();
        }
    }

    @Test
    void aSignalEndsAClientWithWhatItHasMeasured() throws Exception {
        try (Child server = latencyServer();
                Child client =
                        child(LatencyClient.class, "--pause", "5", "0", "50", "10", "1000000")) {
            client.awaitLine("Time total elapsed in loop 3");
            client.signal("TERM");
            ends(client, 143);
            assertThat(client.err()).isEmpty();
            assertThat(client.out().lines().skip(4))
                    .filteredOn(line -> !line.startsWith("Time total elapsed"))
                    .hasSize(3);
            server.signal("TERM");
            ends(server, 143);
        }
    }

    @Test
    void aServerOutlivesItsDaemon() throws Exception {
        try (Child server = latencyServer()) {
            await().until(() -> node.isReceiving(10));
            node.stop();
            node.start();
            await().until(() -> node.isReceiving(10));
            try (Child client = child(LatencyClient.class, "--quiet", "0", "50", "10", "1")) {
                ends(client, ExitStatus.OK);
            }
            assertThat(server.err()).contains("EDVSNOTCONN");
        }
    }

    @Test
    void aFileGoesThereAndBackByANameOfAnyAlphabet() throws Exception {
        byte[] content = random(2 * CHUNK + CHUNK / 2);
        Path first = Files.write(here.resolve("first"), content);
        Path second = here.resolve("Zweite 二");
        String name = "Grüße 世界";
        try (Child server = m3ftpd("--exit-with-stdin");
                Child put = child(M3ftp.class, "-p", "0", "51", "20", name, first.toString())) {
            ends(put, ExitStatus.OK);
            assertThat(put.err()).as("no progress in a pipe").isEmpty();
            assertThat(put.out()).startsWith("m3ftp: put \"" + name + "\": 2621440 bytes in ");
            assertThat(root.resolve(name)).hasBinaryContent(content);
            try (Child get =
                    child(
                            M3ftp.class,
                            "-g",
                            "--progress",
                            "0",
                            "51",
                            "20",
                            name,
                            second.toString())) {
                ends(get, ExitStatus.OK);
                assertThat(get.err()).contains("Zweite 二", "100%", "/s").startsWith("\r");
            }
            assertThat(second).hasBinaryContent(content);
            assertThat(count(here)).isEqualTo(2);
            assertThat(count(root)).isEqualTo(1);
            server.endInput();
            ends(server, ExitStatus.OK);
            assertThat(server.out())
                    .contains("put \"" + name + "\" for endpoint 51 of node 7 done");
        }
    }

    @Test
    void whatGoesWrongIsOneLineAndAnExitStatus() throws Exception {
        String file = Files.write(here.resolve("f"), random(10)).toString();
        Files.createDirectory(root.resolve("d"));
        try (Child server = m3ftpd("--read-only");
                Child noDaemon =
                        new Child(
                                logs,
                                LatencyClient.class,
                                "--socket",
                                temp.resolve("none").toString(),
                                "0",
                                "50",
                                "10",
                                "1");
                Child taken = child(LatencyServer.class, "0", "20");
                Child noServer = child(M3ftp.class, "-g", "0", "52", "21", "a", file);
                Child noFile = child(M3ftp.class, "-g", "0", "53", "20", "a", file);
                Child readOnly = child(M3ftp.class, "-p", "0", "55", "20", "a", file)) {
            fails(noDaemon, ExitStatus.ATTACH, "latency_client: ", "none");
            fails(taken, ExitStatus.ATTACH, "latency_server: ", "endpoint 20", "EDVSSLOTUSED");
            fails(noServer, ExitStatus.CALL, "m3ftp: get \"a\": EDVSNOTBIND");
            fails(noFile, ExitStatus.REFUSED, "m3ftp: get \"a\": ", "EDVSNOENT");
            fails(readOnly, ExitStatus.REFUSED, "m3ftp: put \"a\": ", "EDVSACCES");
            assertThat(count(here)).isEqualTo(1);
            assertThat(server.out()).contains("EDVSACCES, this server only reads");
        }
    }

    @Test
    void ctrlCLeavesNothingOnEitherSide() throws Exception {
        Path fifo = here.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        try (Child server = m3ftpd();
                Child put = child(M3ftp.class, "-p", "0", "51", "20", "a", fifo.toString());
                OutputStream source = Files.newOutputStream(fifo)) {
            source.write(random(CHUNK + 5));
            source.flush();
            await().until(() -> count(root) == 1 && node.isReceiving(20));
            put.signal("INT");
            ends(put, 130);
            assertThat(put.err()).isEqualTo("m3ftp: put \"a\" was interrupted\n");
            assertThat(root).isEmptyDirectory();
            assertThat(server.out()).contains("given up: cancelled");
        }
    }

    @Test
    void aServerThatEndsLeavesNoPartialFile() throws Exception {
        Path fifo = here.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        try (Child server = m3ftpd();
                Child put = child(M3ftp.class, "-p", "0", "51", "20", "a", fifo.toString());
                OutputStream source = Files.newOutputStream(fifo)) {
            source.write(random(CHUNK));
            source.flush();
            await().until(() -> count(root) == 1 && node.isReceiving(20));
            server.signal("TERM");
            ends(server, 143);
            assertThat(root).isEmptyDirectory();
            assertThat(server.err()).isEmpty();
            put.signal("KILL");
        }
    }

    @Test
    void whatAKilledServerLeavesTheNextRemoves() throws Exception {
        Path fifo = here.resolve("fifo");
        byte[] content = random(2 * CHUNK);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        try (Child server = m3ftpd();
                Child put = child(M3ftp.class, "-p", "0", "51", "20", "a", fifo.toString());
                OutputStream source = Files.newOutputStream(fifo)) {
            source.write(content, 0, CHUNK);
            source.flush();
            await().until(() -> count(root) == 1 && node.isReceiving(20));
            server.signal("KILL");
            put.signal("KILL");
            assertThat(server.status()).isEqualTo(137);
        }
        assertThat(count(root)).isEqualTo(1);
        try (Child next = m3ftpd()) {
            await().until(() -> count(root) == 0);
            await().until(() -> next.out().contains("removed partial files that a server left: 1"));
        }
    }

    @Test
    void aTransferGoesOnAfterItsDaemonRestarts() throws Exception {
        Path fifo = here.resolve("fifo");
        byte[] content = random(2 * CHUNK + 5);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        try (Child server = m3ftpd();
                Child put = child(M3ftp.class, "-p", "0", "51", "20", "a", fifo.toString())) {
            try (OutputStream source = Files.newOutputStream(fifo)) {
                source.write(content, 0, CHUNK);
                source.flush();
                await().until(() -> count(root) == 1 && node.isReceiving(20));
                node.stop();
                node.start();
                await().until(() -> node.isReceiving(20));
                source.write(content, CHUNK, CHUNK + 5);
            }
            ends(put, ExitStatus.OK);
            assertThat(root.resolve("a")).hasBinaryContent(content);
            assertThat(server.err()).contains("EDVSNOTCONN");
        }
    }
}
