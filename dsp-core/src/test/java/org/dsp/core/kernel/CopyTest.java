package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** vcopy in every direction and of every size. The requester is server 10 on node 2. */
class CopyTest {
    private static final int SIZE = Endpoints.MAX_COPY + 100;

    /** A server that owes answers to two who wait, wherever they are. */
    static final class Scene {
        final KernelLab lab = new KernelLab(1, 2, 3);
        final Program server = lab.program(2, 10);
        final List<Program> parties = new ArrayList<>();
        final List<Ended> waits = new ArrayList<>();

        Scene(int... nodes) {
            server.memory = new byte[SIZE];
            for (int node : nodes) {
                Program p = lab.program(node, 50 + parties.size());
                p.memory = new byte[SIZE];
                if (node != 2) {
                    p.rmtbind(10, 2);
                }
                parties.add(p);
                waits.add(p.sendrec(10, 0));
                server.receive();
            }
        }

        Program party(int name) {
            return name == Endpoints.SELF ? server : parties.get(name - 50);
        }

        void finish() {
            for (int i = 0; i < parties.size(); i++) {
                server.reply(50 + i, 0);
                assertThat(waits.get(i).code()).isZero();
            }
            lab.assertClean();
        }
    }

    private record Way(String name, Supplier<Scene> scene, int from, int to, String counter) {}

    private static List<Way> ways() {
        int self = Endpoints.SELF;
        return List.of(
                new Way("local to remote", () -> new Scene(1), self, 50, "rcopy"),
                new Way("remote to local", () -> new Scene(1), 50, self, "rcopy"),
                new Way("within one remote node", () -> new Scene(1, 1), 50, 51, "rcopy"),
                new Way("between two remote nodes", () -> new Scene(1, 3), 50, 51, "rcopy"),
                new Way("a local other to remote", () -> new Scene(2, 1), 50, 51, "rcopy"),
                new Way("remote to a local other", () -> new Scene(1, 2), 50, 51, "rcopy"),
                new Way("self to local", () -> new Scene(2), self, 50, "lcopy"),
                new Way("local to self", () -> new Scene(2), 50, self, "lcopy"),
                new Way("between local others", () -> new Scene(2, 2), 50, 51, "lcopy"));
    }

    @TestFactory
    List<DynamicTest> bytesArriveWholeAndWhereTheyBelong() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Way way : ways()) {
            for (int bytes : new int[] {0, 1, 65_535, 65_536, 65_537, Endpoints.MAX_COPY}) {
                tests.add(
                        DynamicTest.dynamicTest(
                                way.name + ", " + bytes + " bytes", () -> arrives(way, bytes)));
            }
        }
        return tests;
    }

    private static void arrives(Way way, int bytes) {
        Scene s = way.scene.get();
        Program from = s.party(way.from);
        Program to = s.party(way.to);
        new Random(bytes).nextBytes(from.memory);
        byte[] expected = new byte[SIZE];
        System.arraycopy(from.memory, 13, expected, 77, bytes);

        Ended copy = s.server.vcopy(way.from, 13, way.to, 77, bytes);

        assertThat(copy.code()).isEqualTo(bytes);
        assertThat(to.memory).isEqualTo(expected);
        String done = bytes == 0 ? "=0" : "=1";
        assertThat(new String(s.server.procInfo(0, 10).payload(), StandardCharsets.UTF_8))
                .contains(way.counter + done);
        s.finish();
    }

    @TestFactory
    List<DynamicTest> anAddressThatIsNotRegisteredIsAFault() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Way way : ways()) {
            tests.add(DynamicTest.dynamicTest(way.name, () -> faults(way)));
        }
        return tests;
    }

    private static void faults(Way way) {
        for (int[] addresses :
                new int[][] {{SIZE - 99, 0}, {0, SIZE - 99}, {-1, 0}, {0, Integer.MAX_VALUE}}) {
            Scene s = way.scene.get();
            Ended copy = s.server.vcopy(way.from, addresses[0], way.to, addresses[1], 100);

            assertThat(copy.code()).isEqualTo(-14);
            s.finish();
        }
    }

    @TestFactory
    List<DynamicTest> aFaultInTheMiddleEndsTheCopyOnce() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Way way : ways()) {
            tests.add(
                    DynamicTest.dynamicTest(
                            way.name,
                            () -> {
                                Scene s = way.scene.get();
                                int late = SIZE - 400_000;
                                Ended copy = s.server.vcopy(way.from, 0, way.to, late, 1 << 20);
                                assertThat(copy.code()).isEqualTo(-14);
                                assertThat(s.server.vcopy(way.from, 0, way.to, 0, 1 << 20).code())
                                        .isEqualTo(1 << 20);
                                s.finish();
                            }));
        }
        return tests;
    }

    @Test
    void theFramesAreTheOriginals() {
        assertThat(frames(new Scene(1), Endpoints.SELF, 50))
                .containsExactly(Command.COPYIN_DATA, Command.COPYIN_ACK);
        assertThat(frames(new Scene(1), 50, Endpoints.SELF))
                .containsExactly(Command.COPYOUT_RQST, Command.COPYOUT_DATA);
        assertThat(frames(new Scene(1, 1), 50, 51))
                .containsExactly(Command.COPYLCL_RQST, Command.COPYLCL_ACK);
        assertThat(frames(new Scene(1, 3), 50, 51))
                .containsExactly(Command.COPYRMT_RQST, Command.COPYIN_RQST, Command.COPYRMT_ACK);
        assertThat(frames(new Scene(2), 50, Endpoints.SELF)).isEmpty();
    }

    private static List<Integer> frames(Scene s, int from, int to) {
        s.lab.trace.clear();
        assertThat(s.server.vcopy(from, 0, to, 0, 100).code()).isEqualTo(100);
        return s.lab.trace.stream().map(f -> f.header().cmd()).toList();
    }

    @Test
    void severalChunksAreInFlightAndNoMoreThanConfigured() {
        Scene s = new Scene(1);
        s.lab.hold(1, 2);
        Ended copy = s.server.vcopy(50, 0, Endpoints.SELF, 0, Endpoints.MAX_COPY);

        assertThat(s.lab.wire(1, 2).inFlight).hasSize(4);
        s.lab.deliver(1, 2);
        s.lab.run();
        assertThat(s.lab.wire(1, 2).inFlight).hasSize(4);
        s.lab.release(1, 2);
        assertThat(copy.code()).isEqualTo(Endpoints.MAX_COPY);
        s.finish();
    }

    @Test
    void messagesOvertakeCopyData() {
        Scene s = new Scene(1);
        Program other = s.lab.program(1, 60);
        other.rmtbind(11, 2);
        Program second = s.lab.program(2, 11);
        Ended asked = other.sendrec(11, 0);
        second.receive();
        s.lab.window(2, 1, 0);
        Ended copy = s.server.vcopy(Endpoints.SELF, 0, 50, 0, Endpoints.MAX_COPY);
        second.reply(60, 5);
        s.lab.hold(2, 1);
        s.lab.window(2, 1, 1);

        assertThat(s.lab.wire(2, 1).inFlight.element().header().cmd()).isEqualTo(Command.REPLY_MSG);
        s.lab.window(2, 1, 1000);
        s.lab.release(2, 1);
        assertThat(asked.note().value()).isEqualTo(5);
        assertThat(copy.code()).isEqualTo(Endpoints.MAX_COPY);
        s.finish();
    }

    @Test
    void aServerMayNameItself() {
        Scene s = new Scene(1);
        s.parties.get(0).memory[5] = 9;

        assertThat(s.server.vcopy(50, 5, 10, 6, 1).code()).isEqualTo(1);

        assertThat(s.server.memory[6]).isEqualTo((byte) 9);
        s.finish();
    }

    @Test
    void aClientThatCallsAnotherClientOfTheSameNumberIsToldApart() {
        KernelLab lab = new KernelLab(1, 2, 3);
        Program server = lab.program(2, 10);
        List<Program> clients = List.of(lab.program(1, 50), lab.program(3, 50), lab.program(2, 50));
        for (Program c : clients) {
            c.memory = new byte[4];
            if (c.node != 2) {
                c.rmtbind(10, 2);
            }
            c.sendrec(10, 0);
        }
        server.memory = new byte[] {1, 3, 2};
        for (int i = 0; i < 3; i++) {
            int name = server.receive().note().source();
            server.vcopy(Endpoints.SELF, i, name, 0, 1);
        }

        assertThat(clients.stream().map(c -> c.memory[0]))
                .containsExactly((byte) 1, (byte) 3, (byte) 2);
    }

    @Test
    void whatIsAskedMustMakeSense() {
        Scene s = new Scene(1, 2);
        int self = Endpoints.SELF;
        Program p = s.server;
        s.lab.program(2, 20);
        s.lab.program(2, 60);

        assertThat(p.vcopy(50, 0, self, 0, -1).code()).isEqualTo(Codes.RANGE);
        assertThat(p.vcopy(50, 0, self, 0, (1 << 20) + 1).code()).isEqualTo(Codes.RANGE);
        assertThat(p.vcopy(50, 0, self, 0, Integer.MIN_VALUE).code()).isEqualTo(Codes.RANGE);
        assertThat(p.vcopy(50, 0, 50, 0, 1).code()).isEqualTo(Codes.PERM);
        assertThat(p.vcopy(self, 0, 10, 0, 1).code()).isEqualTo(Codes.PERM);
        assertThat(p.vcopy(221, 0, self, 0, 1).code()).isEqualTo(Codes.BADRANGE);
        assertThat(p.vcopy(self, 0, Endpoints.ANY, 0, 1).code()).isEqualTo(Codes.BADRANGE);
        assertThat(p.vcopy(9, 0, self, 0, 1).code()).isEqualTo(Codes.NOTBIND);
        assertThat(p.vcopy(99, 0, self, 0, 1).code()).isEqualTo(Codes.SRCDIED);
        assertThat(p.vcopy(self, 0, 99, 0, 1).code()).isEqualTo(Codes.DSTDIED);
        assertThat(p.vcopy(20, 0, self, 0, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(p.vcopy(self, 0, 60, 0, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(p.vcopy(50, 0, self, 0, 1, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(p.vcopy(50, 0, self, 0, 0, 0).code()).isZero();
        assertThat(p.vcopy(50, 0, self, 0, 1, -2).code()).isEqualTo(Codes.BADVALUE);
        s.finish();
    }

    @Test
    void whoWasAnsweredTakesNoPart() {
        Scene s = new Scene(1);
        s.server.reply(50, 0);

        assertThat(s.server.vcopy(50, 0, Endpoints.SELF, 0, 1).code()).isEqualTo(Codes.PROCSTS);
    }

    @Test
    void whoWaitsInAQueueTakesNoPart() {
        Scene s = new Scene(1);
        Program queued = s.lab.program(1, 60);
        queued.rmtbind(10, 2);
        queued.sendrec(10, 0);

        assertThat(s.server.vcopy(60, 0, Endpoints.SELF, 0, 1).code()).isEqualTo(Codes.PROCSTS);
    }
}
