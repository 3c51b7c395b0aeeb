package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.dsp.core.Payload;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a program sends, it harms only itself. */
class HostileProgramTest {
    private static final int[] VALUES = {
        0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE, 10, 50, 31_438, 27_342, 35_534, 500, 65_536
    };

    /** A server and two clients that must not notice, and the one that does not behave. */
    private static final class Stage {
        final KernelLab lab = new KernelLab(1, 2);
        final Program server = lab.program(1, 10);
        final Program local = lab.program(1, 60);
        final Program remote = lab.program(2, 60);
        final Program rogue;

        Stage(int endpoint) {
            remote.rmtbind(10, 1);
            rogue = lab.program(1, endpoint);
            rogue.memory = new byte[64];
        }

        void others() {
            Ended a = local.sendrec(10, 1);
            Ended b = remote.sendrec(10, 2);
            for (int i = 0; i < 2; i++) {
                Note note = server.receive(Endpoints.ANY, -1).note();
                while (note.source() != 60 && note.node() != 2) {
                    note = server.receive(Endpoints.ANY, -1).note();
                }
                server.reply(note.source(), note.value() * 10);
            }
            assertThat(a.note().value()).isEqualTo(10);
            assertThat(b.note().value()).isEqualTo(20);
            assertThat(server.closedByKernel()).isFalse();
            assertThat(local.closedByKernel()).isFalse();
            assertThat(remote.closedByKernel()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 50})
    void everyFieldOfEveryOpMayBeWrong(int endpoint) {
        for (int op = 0; op <= 24; op++) {
            for (int offset = 0; offset < AttachFrame.BYTES; offset += 4) {
                Stage stage = new Stage(endpoint);
                for (int value : VALUES) {
                    one(stage, op, offset, value);
                }
                stage.others();
                stage.rogue.kill();
                stage.lab.assertClean();
            }
        }
    }

    private static void one(Stage stage, int op, int offset, int value) {
        if (stage.rogue.dead()) {
            return;
        }
        AttachFrame f = new AttachFrame().start(op, stage.rogue.lastCall() + 1);
        f.a0(10).a1(1).a2(1).a3(1);
        putInt(f, offset, value);
        stage.rogue.numberAfter(Math.max(stage.rogue.lastCall(), f.call()));
        stage.rogue.expect(f);
        stage.rogue.send(f, Payload.EMPTY);
        stage.lab.advanceMillis(2);
        stage.server.receive(Endpoints.ANY, 0);
        stage.rogue.open().ifPresent(stage.rogue::cancel);
    }

    private static void putInt(AttachFrame f, int offset, int value) {
        for (int i = 0; i < 4; i++) {
            f.array()[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    @Test
    void twentyThousandRandomFramesHarmNobody() {
        Random random = new Random(43);
        KernelLab lab = new KernelLab(1, 2);
        Program victim = lab.program(1, 10);
        Ended waits = victim.wait4bind(29, -1);
        Program rogue = lab.program(1, 11);
        int lives = 0;
        for (int i = 0; i < 20_000; i++) {
            if (rogue.dead()) {
                lives++;
                rogue = lab.program(1, 11);
            }
            AttachFrame f = new AttachFrame();
            random.nextBytes(f.array());
            f.op(random.nextInt(25)).flags(random.nextInt(4));
            f.call(random.nextInt(9) == 0 ? random.nextInt() : rogue.lastCall() + 1);
            f.a0(small(random)).a1(small(random)).a2(small(random)).a3(small(random));
            rogue.numberAfter(f.call());
            rogue.expect(f);
            boolean data = f.op() == AttachOp.READ_DATA && random.nextBoolean();
            rogue.send(f, lab.ledger.payload(new byte[data ? 16 : 0]));
            if (random.nextInt(4) == 0) {
                lab.advanceMillis(1);
            }
            lab.programs.removeIf(Program::dead);
        }

        assertThat(lives).isPositive();
        assertThat(waits.open()).isTrue();
        assertThat(victim.closedByKernel()).isFalse();
        rogue.kill();
        victim.kill();
        lab.assertClean();
    }

    private static int small(Random random) {
        List<Integer> some = List.of(0, 1, -1, 10, 11, 50, Endpoints.ANY, Endpoints.SELF, 2, 29);
        int i = random.nextInt(some.size() + 1);
        return i == some.size() ? random.nextInt() : some.get(i);
    }

    @Test
    void aFloodOfNotificationsIsABitOfEach() {
        Stage stage = new Stage(11);
        for (int i = 0; i < 1000; i++) {
            stage.rogue.notify(10);
        }

        assertThat(stage.server.receive(Endpoints.ANY, 0).note().source()).isEqualTo(11);
        assertThat(stage.server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }
}
