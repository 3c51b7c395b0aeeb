package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Frames of a peer that are wrong in one field, or in all: nothing is thrown, nothing leaks, and
 * nothing reaches another process than the one the bytes name.
 */
class HostilePeerTest {
    private static final int MESSAGE_FIELDS = ProxyHeader.MESSAGE;

    /** What one frame is about: how it comes to be, from which node to which. */
    private record Kind(String name, int cmd, int from, int to, Consumer<Stage> act) {}

    /** Everybody on three nodes, in the middle of something. */
    private static final class Stage {
        final KernelLab lab = new KernelLab(1, 2, 3);
        final Program server = lab.program(2, 10);
        final Program bystander = lab.program(2, 12);
        final Program near = lab.program(1, 50);
        final Program neighbour = lab.program(1, 51);
        final Program far = lab.program(3, 50);
        final Program peer = lab.program(1, 11);

        Stage() {
            for (Program p : lab.programs) {
                p.memory = new byte[64];
            }
            near.rmtbind(10, 2);
            neighbour.rmtbind(10, 2);
            far.rmtbind(10, 2);
            peer.rmtbind(10, 2);
            server.rmtbind(11, 1);
            near.sendrec(10, 1);
            server.receive();
            far.sendrec(10, 2);
            server.receive();
            neighbour.sendrec(10, 3);
            server.receive();
        }
    }

    private static final int FAR_NAME = 220;

    private static List<Kind> kinds() {
        int self = Endpoints.SELF;
        return List.of(
                new Kind("SEND_MSG", Command.SEND_MSG, 1, 2, s -> s.peer.send(10, 7)),
                new Kind("answering SEND_MSG", Command.SEND_MSG, 2, 1, s -> s.server.send(50, 7)),
                new Kind("NTFY_MSG", Command.NTFY_MSG, 1, 2, s -> s.peer.notify(10)),
                new Kind("SNDREC_MSG", Command.SNDREC_MSG, 1, 2, s -> s.peer.sendrec(10, 7)),
                new Kind("REPLY_MSG", Command.REPLY_MSG, 2, 1, s -> s.server.reply(50, 7)),
                new Kind("SEND_ACK", Command.SEND_ACK, 1, 2, s -> s.server.send(50, 7)),
                new Kind(
                        "SNDREC_ACK",
                        Command.SNDREC_ACK,
                        2,
                        1,
                        s -> {
                            s.peer.rmtbind(13, 2);
                            s.peer.sendrec(13, 7);
                        }),
                new Kind(
                        "CANCEL",
                        Command.CANCEL,
                        1,
                        2,
                        s -> s.near.cancel(s.near.open().orElseThrow())),
                new Kind("PROCESS_DIED", Command.PROCESS_DIED, 1, 2, s -> s.near.kill()),
                copy("COPYIN_DATA", Command.COPYIN_DATA, 2, 1, self, 50),
                copy("COPYIN_ACK", Command.COPYIN_ACK, 1, 2, self, 50),
                copy("COPYOUT_RQST", Command.COPYOUT_RQST, 2, 1, 50, self),
                copy("COPYOUT_DATA", Command.COPYOUT_DATA, 1, 2, 50, self),
                copy("COPYLCL_RQST", Command.COPYLCL_RQST, 2, 1, 50, 51),
                copy("COPYLCL_ACK", Command.COPYLCL_ACK, 1, 2, 50, 51),
                copy("COPYRMT_RQST", Command.COPYRMT_RQST, 2, 1, 50, FAR_NAME),
                copy("COPYIN_RQST", Command.COPYIN_RQST, 1, 3, 50, FAR_NAME),
                copy("COPYRMT_ACK", Command.COPYRMT_ACK, 3, 2, 50, FAR_NAME));
    }

    private static Kind copy(String name, int cmd, int from, int to, int source, int dest) {
        return new Kind(name, cmd, from, to, s -> s.server.vcopy(source, 8, dest, 16, 32));
    }

    @TestFactory
    List<DynamicTest> everySingleFieldMayBeWrong() {
        return kinds().stream()
                .map(k -> DynamicTest.dynamicTest(k.name, () -> everyField(k)))
                .toList();
    }

    private static void everyField(Kind kind) {
        for (int offset = 0; offset < ProxyHeader.BYTES; offset += 4) {
            for (int change = 0; change < CHANGES; change++) {
                oneField(kind, offset, change);
            }
        }
    }

    /** How many ways {@link #changed} knows. */
    private static final int CHANGES = 14;

    private static int changed(int value, int change) {
        return switch (change) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MIN_VALUE;
            case 3 -> Integer.MAX_VALUE;
            case 4 -> value + 1;
            case 5 -> value - 1;
            case 6 -> 500;
            case 7 -> 51;
            case 8 -> 12;
            case 9 -> value ^ ProxyHeader.FLAG_ROUTING;
            case 10 -> value ^ ProxyHeader.FLAG_YOURS;
            case 11 -> value ^ 0x2000;
            case 12 -> 3;
            default -> ~value;
        };
    }

    private static void oneField(Kind kind, int offset, int change) {
        Stage stage = new Stage();
        KernelLab.Frame frame = caught(stage, kind);
        ProxyHeader h = frame.header();
        h.intAt(offset, changed(h.intAt(offset), change));
        Set<Integer> named = named(h);
        stage.lab.programs.forEach(p -> p.got.clear());

        stage.lab.kernel(kind.to).put2lcl(h, frame.payload(), stage.lab.now());

        for (Program p : stage.lab.programs) {
            boolean reached = p.got.stream().anyMatch(HostilePeerTest::isDelivery);
            assertThat(reached && !(p.node == kind.to && named.contains(endpoint(stage, p))))
                    .as("offset %d changed by way %d reached %s", offset, change, p.got)
                    .isFalse();
        }
        settle(stage);
    }

    /** The first frame of this kind, taken off the wire before it arrives. */
    private static KernelLab.Frame caught(Stage stage, Kind kind) {
        stage.lab.stepwise = true;
        kind.act.accept(stage);
        for (int i = 0; i < 50; i++) {
            for (int from = 1; from <= 3; from++) {
                stage.lab.drain(from);
                for (int to = 1; to <= 3; to++) {
                    if (from == to) {
                        continue;
                    }
                    KernelLab.Frame next = stage.lab.wire(from, to).inFlight.peek();
                    if (next == null) {
                        continue;
                    }
                    if (next.header().cmd() == kind.cmd && from == kind.from && to == kind.to) {
                        return stage.lab.wire(from, to).inFlight.remove();
                    }
                    stage.lab.deliver(from, to);
                }
            }
            stage.lab.programs.forEach(Program::serve);
        }
        throw new AssertionError("no " + kind.name + " came by");
    }

    private static boolean isDelivery(Sent s) {
        return s.op() == AttachOp.MESSAGE || s.op() == AttachOp.READ || s.op() == AttachOp.WRITE;
    }

    private static Set<Integer> named(ProxyHeader h) {
        Set<Integer> named = new TreeSet<>();
        if (Command.routing(h.cmd()) == Command.Routing.COPY) {
            named.add(h.vSrc());
            named.add(h.vDst());
        } else {
            named.add(h.dst());
        }
        return named;
    }

    private static int endpoint(Stage stage, Program p) {
        for (int e = -34; e < 221; e++) {
            LocalProcess bound = stage.lab.process(p.node, e);
            if (bound != null && bound.session == p.session) {
                return e;
            }
        }
        return Endpoints.NONE;
    }

    /** Whatever the frame has done, everything ends and nothing is left. */
    private static void settle(Stage stage) {
        stage.lab.stepwise = false;
        stage.lab.run();
        stage.lab.programs.forEach(Program::kill);
        stage.lab.run();
        for (Program p : stage.lab.programs) {
            assertThat(p.closedByKernel()).isFalse();
        }
        stage.lab.assertClean();
    }

    @Test
    void whatIsWrongWithAFrameIsToldInTheOriginalsOrder() {
        Stage s = new Stage();
        ProxyHeader good = new ProxyHeader().cmd(Command.SNDREC_MSG).src(11).dst(13);
        good.snode(1).dnode(2).flags(ProxyHeader.FLAG_ROUTING).request(1).srcGen(1);
        List<Integer> codes = new ArrayList<>();
        codes.add(s.lab.inject(1, 2, copy(good).dcid(32).src(999).snode(1), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dcid(1), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).src(221).dnode(3), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dst(-35), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dnode(3), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).flags(0), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dst(12).request(0), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dst(12).srcGen(0), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).dst(12).dstGen(99), Payload.EMPTY));
        codes.add(s.lab.inject(1, 2, copy(good).cmd(Command.SEND_MSG).src(50), Payload.EMPTY));
        codes.add(
                s.lab.inject(
                        1, 2, copy(good).cmd(Command.SEND_MSG).src(50).dst(12), Payload.EMPTY));

        assertThat(codes)
                .containsExactly(
                        Codes.BADDCID,
                        Codes.BADDCID,
                        Codes.RANGE,
                        Codes.RANGE,
                        Codes.BADNODEID,
                        Codes.BADVALUE,
                        Codes.DSTDIED,
                        Codes.BADVALUE,
                        Codes.BADVALUE,
                        Codes.DSTDIED,
                        Codes.DSTDIED,
                        Codes.TRAPDENIED);
        assertThat(s.lab.inject(1, 2, copy(good).snode(9), Payload.EMPTY)).isEqualTo(Codes.NONODE);
    }

    private static ProxyHeader copy(ProxyHeader h) {
        return new ProxyHeader().copyFrom(h);
    }

    @Test
    void twentyThousandRandomFramesHarmNobody() {
        long seed = 42;
        Random random = new Random(seed);
        Stage stage = new Stage();
        stage.bystander.receive();
        int[] commands = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 19, 20, 21, 22, 23};
        ProxyHeader h = new ProxyHeader();
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(h.array());
            h.cmd(commands[random.nextInt(commands.length)] | (random.nextBoolean() ? 0x2000 : 0));
            h.dcid(random.nextInt(20) == 0 ? random.nextInt() : 0);
            h.snode(random.nextInt(50) == 0 ? random.nextInt() : 1);
            h.dnode(random.nextInt(50) == 0 ? random.nextInt() : 2);
            h.src(small(random)).dst(small(random));
            h.flags(random.nextInt(64));
            for (int offset = MESSAGE_FIELDS; offset < ProxyHeader.BYTES; offset += 4) {
                if (random.nextInt(4) != 0) {
                    h.intAt(offset, small(random));
                }
            }
            boolean data = Command.carriesPayload(h.cmd());
            int bytes = data && random.nextBoolean() ? h.vBytes() & 0xff : 0;
            stage.lab.inject(1, 2, h, stage.lab.ledger.payload(new byte[bytes]));
        }

        for (Program p : stage.lab.programs) {
            assertThat(p.closedByKernel()).isFalse();
        }
        settle(stage);
    }

    private static int small(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(260) - 36;
            case 1 -> 10;
            case 2 -> 12;
            case 3 -> 50;
            case 4 -> 1;
            case 5 -> 2;
            case 6 -> random.nextInt(20);
            default -> random.nextInt();
        };
    }
}
