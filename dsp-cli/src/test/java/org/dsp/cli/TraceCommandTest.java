package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.TraceReport;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.node.FrameTap.Way;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dlbcmd trace} with a daemon that tells what the test wants. */
@Timeout(30)
class TraceCommandTest {
    private static final AdminAnswer BEGINS = TraceReport.begins(4, OptionalLong.of(0xab));

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path socket;

    @BeforeEach
    void path() {
        socket = directory.resolve("a.sock");
    }

    private int run(String... arguments) {
        return run(out, arguments);
    }

    private int run(Writer to, String... arguments) {
        CommandLine line = Dlbcmd.line(Map.of("DSP_ADMIN_SOCKET", socket.toString()));
        line.setOut(new PrintWriter(to, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /** The frame that the first note's log shows, with a session. */
    private static Fields frame(int number) {
        ProxyHeader h = new ProxyHeader().cmd(Command.SNDREC_MSG).src(50).dst(10).snode(1);
        h.dnode(2).pid(684).flags(0x2c).tsSec(1_658_010_087).tsNsec(357_180_090);
        h.mSource(50).mType(10).intAt(76, 3).intAt(80, 4);
        h.session(0xabL).request(number).remaining(30_000).srcGen(7);
        ServedAt served = new ServedAt();
        served.node = 2;
        served.shownNode = 0;
        served.shownEndpoint = 10;
        return TraceReport.frame(1_658_010_087_357_180L, Way.OUT, 2, h, served);
    }

    private static AdminAnswer frames(int count, long dropped) {
        return TraceReport.of(
                IntStream.range(0, count).mapToObj(TraceCommandTest::frame).toList(), dropped);
    }

    @Test
    void aFrameIsShownAsTheNotesShowOne() {
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(BEGINS, frames(1, 0)))) {
            assertThat(run("trace", "--session", "AB", "--count", "1")).isZero();
            assertThat(daemon.requests()).hasSize(1);
            assertThat(daemon.requests().get(0).command()).isEqualTo("trace");
            assertThat(daemon.requests().get(0).arguments().text(AdminRequest.ID))
                    .contains("00000000000000ab");
        }

        String proxy = "1658010087.357180 SPROXY(2): ";
        assertThat(out.toString().lines())
                .containsExactly(
                        proxy
                                + "cmd=CMD_SNDREC_MSG(0x3) dcid=0 src=50 dst=10 snode=1 dnode=2"
                                + " rcode=0 len=0 PID=684",
                        proxy
                                + "c_flags=0x2c(CHECK_HDR,ROUTING,OPENS) c_snd_seq=0 c_ack_seq=0"
                                + " c_timestamp=1658010087.357180090",
                        proxy
                                + "session=00000000000000ab request=0 remaining=30000 src_gen=7"
                                + " dst_gen=0 server=-@2 seen_as=10@0",
                        proxy
                                + "source=50 type=10 m1i1=0 m1i2=0 m1i3=3 m1p1=0x4 m1p2=(nil)"
                                + " m1p3=(nil)");
        assertThat(err.toString().strip()).isEqualTo("tracing session 00000000000000ab of node 4");
    }

    @Test
    void aCopyAndAnErrorHaveLinesOfTheirOwn() {
        ProxyHeader copy = new ProxyHeader().cmd(Command.COPYIN_DATA).flags(8).len(100);
        copy.copySession(0xcdL).copyId(3).vSrc(50).vDst(21).vBytes(100).vSaddr(-1);
        ProxyHeader error = new ProxyHeader().cmd(Command.SNDREC_ACK).flags(0x18).rcode(-109);

        List<String> lines = TraceText.lines(TraceReport.frame(1, Way.IN, 3, copy, new ServedAt()));
        List<String> ack =
                TraceText.lines(TraceReport.frame(1, Way.LOOP, 3, error, new ServedAt()));

        assertThat(lines.get(3))
                .isEqualTo(
                        "0.000001 RPROXY(3): v_src=50 v_dst=21 v_rqtr=0 v_saddr=0xffffffff"
                                + " v_daddr=(nil) v_bytes=100");
        assertThat(ack).hasSize(3);
        assertThat(ack.get(0)).startsWith("0.000001 LOOP(3): ").contains("rcode=-109(EDVSDSTDIED)");
    }

    @Test
    void anyFrameHasPrintableLines() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ProxyHeader any = new ProxyHeader();
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(any.array());
            any.cmd(random.nextInt(26) | (random.nextBoolean() ? Command.ACK : 0));
            Fields frame = TraceReport.frame(random.nextLong(), Way.IN, 1, any, new ServedAt());

            assertThat(TraceText.lines(frame))
                    .as("seed %d", seed)
                    .hasSizeBetween(3, 4)
                    .allSatisfy(line -> assertThat(line).matches("[ -~]+"));
        }
        assertThat(TraceText.lines(Fields.EMPTY)).hasSize(3);
    }

    @Test
    void noFramesAreShownOfWhoWantsNone() {
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(BEGINS, frames(2, 0)))) {
            assertThat(run("trace", "--count", "-1")).isZero();
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void jsonIsALineForEachFrameAndForWhatIsMissing() {
        try (FakeDaemon daemon =
                FakeDaemon.telling(socket, List.of(BEGINS, frames(2, 0), frames(3, 7)))) {
            assertThat(run("trace", "--json", "--count", "4")).isZero();
            assertThat(daemon.requests().get(0).arguments().values()).isEmpty();
        }

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"tracing\":\"00000000000000ab\""),
                        line -> assertThat(line).contains("\"cmd\":\"CMD_SNDREC_MSG\""),
                        line -> assertThat(line).contains("\"request\":1"),
                        line -> assertThat(line).contains("\"request\":0"),
                        line -> assertThat(line).contains("\"request\":1"),
                        line -> assertThat(line).isEqualTo("{\"dropped\":7}"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidAmongTheFrames() {
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(BEGINS, frames(1, 7)))) {
            assertThat(run("trace", "--count", "1")).isZero();
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(out.toString()).contains("dropped 7: they came faster than they were read");
    }

    @Test
    void anUnknownSessionIsRefusedAndAnEndOfTheDaemonSaid() {
        AdminAnswer unknown = AdminAnswer.of(AdminError.Code.REFUSED, "node 4 knows no session");
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(unknown))) {
            assertThat(run("trace", "--session", "ab")).isEqualTo(5);
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(err.toString()).contains("dlbcmd: node 4 knows no session");
    }

    @Test
    void theEndOfTheDaemonIsSaid() {
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(BEGINS, frames(1, 0)))) {
            assertThat(run("trace")).isEqualTo(3);
            assertThat(daemon.requests()).hasSize(1);
        }
        assertThat(out.toString()).contains("CMD_SNDREC_MSG");
        assertThat(err.toString()).contains("closed the connection");
    }

    @Test
    void itEndsWhenNobodyReads() {
        Writer closed =
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) throws IOException {
                        throw new IOException("nobody reads");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        try (FakeDaemon daemon = FakeDaemon.telling(socket, List.of(BEGINS, frames(1, 0)))) {
            assertThat(run(closed, "trace")).isZero();
            assertThat(daemon.requests()).hasSize(1);
        }
    }
}
