package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the kernel puts on the wire is what {@code docs/wire} shows, byte for byte. Numbers that a
 * run chooses (sequences, time, session, ids, generations) are compared with what they stand for.
 */
class WireFramesTest {
    private static final Path FOLDER = Path.of("..", "docs", "wire");

    /** The people of the golden files: 50, 51 on node 1, 60 on node 3, a server on node 2. */
    private static final class Cast {
        final KernelLab lab = new KernelLab(1, 2, 3);
        final Program server;
        final Program client;
        final int name;

        Cast(int server, int clientPid) {
            this.name = server;
            this.server = lab.program(2, server, 662);
            this.client = caller(1, 50, clientPid);
        }

        Program caller(int node, int endpoint, int pid) {
            Program p = lab.program(node, endpoint, pid);
            p.memory = new byte[0x4000];
            server.memory = new byte[0x4000];
            p.rmtbind(name, 2);
            return p;
        }

        Ended asks(Program p, byte[] message) {
            AttachFrame f = p.next(AttachOp.SENDREC).a0(name).a1(30_000);
            System.arraycopy(message, 0, f.array(), AttachFrame.BODY, message.length);
            return p.call();
        }

        void asked(Program p) {
            asks(p, new byte[36]);
            server.receive();
        }

        void answers(int op, byte[] message) {
            AttachFrame f = server.next(op).a0(50).a1(-1);
            System.arraycopy(message, 0, f.array(), AttachFrame.BODY, message.length);
            server.call();
        }

        void copies(int from, int fromAddress, int to, int toAddress) {
            assertThat(server.vcopy(from, fromAddress, to, toAddress, 16).code()).isEqualTo(16);
        }
    }

    private record Golden(String file, int server, int pid, Consumer<Cast> scene) {}

    private static List<Golden> goldens() {
        byte[] toServer = message("sndrec-msg-routed");
        return List.of(
                new Golden("sndrec-msg", 10, 684, c -> c.asks(c.client, message("sndrec-msg"))),
                new Golden("sndrec-msg-routed", 20, 684, c -> c.asks(c.client, toServer)),
                new Golden("send-msg", 10, 0, c -> answer(c, AttachOp.SEND, "send-msg")),
                new Golden("reply-msg", 10, 0, c -> answer(c, AttachOp.REPLY, "reply-msg")),
                new Golden(
                        "reply-msg-routed",
                        20,
                        0,
                        c -> answer(c, AttachOp.REPLY, "reply-msg-routed")),
                new Golden("ntfy-msg", 10, 0, WireFramesTest::notification),
                new Golden("send-ack", 10, 684, c -> answer(c, AttachOp.SEND, "send-msg")),
                new Golden("sndrec-ack", 10, 0, WireFramesTest::nobodyThere),
                new Golden("cancel", 20, 0, WireFramesTest::timesOut),
                new Golden("process-died", 20, 0, WireFramesTest::dies),
                new Golden("copyin-data", 10, 0, WireFramesTest::toClient),
                new Golden("copyin-ack", 10, 0, WireFramesTest::toClient),
                new Golden("copyin-data-routed", 21, 0, WireFramesTest::toClient),
                new Golden("copyin-ack-routed", 21, 0, WireFramesTest::toClient),
                new Golden("copyout-rqst", 10, 0, WireFramesTest::fromClient),
                new Golden("copyout-data", 10, 0, WireFramesTest::fromClient),
                new Golden("copylcl-rqst", 10, 0, WireFramesTest::betweenClients),
                new Golden("copylcl-ack", 10, 0, WireFramesTest::betweenClients),
                new Golden("copyrmt-rqst", 10, 0, WireFramesTest::betweenNodes),
                new Golden("copyin-rqst", 10, 0, WireFramesTest::betweenNodes),
                new Golden("copyrmt-ack", 10, 0, WireFramesTest::betweenNodes));
    }

    private static void answer(Cast c, int op, String file) {
        c.asked(c.client);
        c.answers(op, message(file));
    }

    private static void notification(Cast c) {
        c.lab.program(1, 11);
        c.server.rmtbind(11, 1);
        assertThat(c.server.notify(11).code()).isZero();
    }

    private static void nobodyThere(Cast c) {
        c.server.kill();
        c.asks(c.client, new byte[36]);
    }

    private static void timesOut(Cast c) {
        c.asked(c.client);
        c.lab.advanceMillis(30_000);
    }

    private static void dies(Cast c) {
        c.asked(c.client);
        c.client.kill();
    }

    private static void toClient(Cast c) {
        c.asked(c.client);
        c.copies(c.name, 0x1000, 50, 0x2000);
    }

    private static void fromClient(Cast c) {
        c.asked(c.client);
        c.copies(50, 0x2000, c.name, 0x1000);
    }

    private static void betweenClients(Cast c) {
        c.asked(c.client);
        c.asked(c.caller(1, 51, 0));
        c.copies(50, 0x2000, 51, 0x3000);
    }

    private static void betweenNodes(Cast c) {
        c.asked(c.client);
        c.asked(c.caller(3, 60, 0));
        c.copies(50, 0x2000, 60, 0x3000);
    }

    @TestFactory
    List<DynamicTest> theKernelsFramesAreTheGoldenOnes() {
        return goldens().stream()
                .map(g -> DynamicTest.dynamicTest(g.file, () -> compare(g)))
                .toList();
    }

    private static void compare(Golden g) {
        ProxyHeader expected = header(g.file);
        Cast c = new Cast(g.server, g.pid);
        g.scene.accept(c);
        List<ProxyHeader> made =
                c.lab.trace.stream()
                        .map(KernelLab.Frame::header)
                        .filter(h -> h.cmd() == expected.cmd())
                        .toList();
        assertThat(made).hasSize(1);
        ProxyHeader h = made.get(0);
        assertThat(h.has(ProxyHeader.FLAG_ROUTING)).isTrue();
        assertThat(h.tsSec()).isEqualTo((int) ((KernelLab.WALL + c.lab.now()) / 1_000_000_000));

        assertThat(text(chosenByTheRun(h, expected))).isEqualTo(text(expected));
    }

    /** {@code h} with the numbers of {@code golden} where a run chooses them. */
    private static ProxyHeader chosenByTheRun(ProxyHeader h, ProxyHeader golden) {
        h.sndSeq(golden.sndSeq()).ackSeq(golden.ackSeq());
        if (h.cmd() == Command.SNDREC_ACK) {
            assertThat(h.rcode()).isNegative();
            h.rcode(golden.rcode());
        }
        h.tsSec(golden.tsSec()).tsNsec(golden.tsNsec());
        boolean copy = Command.routing(h.cmd()) == Command.Routing.COPY;
        int from = copy ? 60 : 96;
        int to = copy ? 96 : 120;
        if (!golden.has(ProxyHeader.FLAG_ROUTING)) {
            Arrays.fill(h.array(), from, to, (byte) 0);
            return h.flags(0);
        }
        if (copy) {
            h.copySession(golden.copySession()).copyId(golden.copyId());
            h.copySrcRequest(golden.copySrcRequest()).copySrcGen(golden.copySrcGen());
            return h.copyDstRequest(golden.copyDstRequest()).copyDstGen(golden.copyDstGen());
        }
        h.session(golden.session()).request(golden.request());
        h.srcGen(golden.srcGen()).dstGen(golden.dstGen());
        return h.flags(h.flags() | (golden.flags() & ProxyHeader.FLAG_OPENS));
    }

    @Test
    void idsAndGenerationsAreThoseOfTheRequest() {
        Cast c = new Cast(20, 0);
        c.asked(c.client);
        int request = c.lab.process(1, 50).request;
        c.server.reply(50, 1);
        c.asked(c.client);
        c.server.send(50, 1);
        List<ProxyHeader> h = c.lab.trace.stream().map(KernelLab.Frame::header).toList();

        assertThat(h.get(0)).extracting(ProxyHeader::request).isEqualTo(request);
        assertThat(h.get(0).srcGen()).isEqualTo(c.client.generation());
        assertThat(h.get(0).dstGen()).as("bound by name").isZero();
        assertThat(h.get(1).request()).isEqualTo(request);
        assertThat(h.get(1).srcGen()).isEqualTo(c.server.generation());
        assertThat(h.get(1).dstGen()).isEqualTo(c.client.generation());
        assertThat(h.get(4).cmd()).isEqualTo(Command.SEND_ACK);
        assertThat(h.get(4).request()).isEqualTo(h.get(2).request()).isNotEqualTo(request);
        assertThat(h.get(4).srcGen()).isEqualTo(c.client.generation());
        assertThat(h.get(4).dstGen()).isEqualTo(c.server.generation());
        assertThat(h.get(4).has(ProxyHeader.FLAG_YOURS)).as("the acker's own id").isFalse();
    }

    @Test
    void aChunkSaysInWhichRequestsItsPartiesWait() {
        Cast c = new Cast(20, 0);
        c.asked(c.client);
        c.lab.trace.clear();
        c.copies(20, 0, 50, 0);
        ProxyHeader h = c.lab.trace.get(0).header();

        assertThat(h.copyId()).isEqualTo(c.lab.process(2, 20).request);
        assertThat(h.copySrcRequest()).isEqualTo(h.copyId());
        assertThat(h.copySrcGen()).isEqualTo(c.server.generation());
        assertThat(h.copyDstRequest()).isEqualTo(c.lab.process(1, 50).request);
        assertThat(h.copyDstGen()).isEqualTo(c.client.generation());
        ProxyHeader ack = c.lab.trace.get(1).header();
        assertThat(ack.copyId()).isEqualTo(h.copyId());
        assertThat(ack.copyDstRequest()).isEqualTo(h.copyDstRequest());
    }

    @Test
    void theSessionOfARequestIsEchoed() {
        Cast c = new Cast(20, 0);
        ProxyHeader asked = new ProxyHeader().cmd(Command.SNDREC_MSG).src(52).dst(20);
        asked.snode(1).dnode(2).flags(ProxyHeader.FLAG_ROUTING).session(77).request(5).srcGen(3);
        c.lab.inject(1, 2, asked, Payload.EMPTY);
        c.server.receive();
        c.server.vcopy(20, 0, 52, 0, 16);
        c.server.reply(52, 1);
        asked.request(6).session(78).dst(21);
        c.lab.inject(1, 2, asked, Payload.EMPTY);

        List<ProxyHeader> h = c.lab.trace.stream().map(KernelLab.Frame::header).toList();
        assertThat(of(h, Command.COPYIN_DATA).copySession()).isEqualTo(77);
        assertThat(of(h, Command.REPLY_MSG).session()).isEqualTo(77);
        assertThat(of(h, Command.SNDREC_ACK).session()).isEqualTo(78);
    }

    private static ProxyHeader of(List<ProxyHeader> frames, int cmd) {
        return frames.stream().filter(h -> h.cmd() == cmd).findFirst().orElseThrow();
    }

    private static byte[] message(String file) {
        byte[] message = new byte[ProxyHeader.MESSAGE_BYTES];
        header(file).messageTo(message, 0);
        return message;
    }

    private static ProxyHeader header(String file) {
        ProxyHeader h = new ProxyHeader();
        try {
            String hex =
                    Files.readAllLines(FOLDER.resolve(file + ".hex")).stream()
                            .filter(line -> !line.startsWith("#"))
                            .map(String::strip)
                            .collect(Collectors.joining());
            byte[] bytes = HexFormat.of().parseHex(hex);
            System.arraycopy(bytes, 0, h.array(), 0, ProxyHeader.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return h;
    }

    /** One field of four bytes a line, with its offset. */
    private static String text(ProxyHeader h) {
        StringBuilder s = new StringBuilder();
        for (int offset = 0; offset < ProxyHeader.BYTES; offset += 4) {
            s.append(offset).append(": ").append(h.intAt(offset)).append('\n');
        }
        return s.toString();
    }
}
