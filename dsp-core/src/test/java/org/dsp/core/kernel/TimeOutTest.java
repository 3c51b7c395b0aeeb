package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Time-outs are exact on the virtual clock, in every phase of every call. */
class TimeOutTest {
    private static final long MILLI = 1_000_000;
    private final KernelLab lab = new KernelLab(1, 2);

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    /** A call that nobody lets end: of program 11 on node 1; 12 is local, 10 remote. */
    private record Case(String name, BiFunction<Program, Integer, Ended> call) {}

    private static List<Case> cases() {
        return List.of(
                new Case("a local send", (p, t) -> p.send(12, 1, t)),
                new Case("a local sendrec", (p, t) -> p.sendrec(12, 1, t)),
                new Case("a remote send", (p, t) -> p.send(10, 1, t)),
                new Case("a remote sendrec", (p, t) -> p.sendrec(10, 1, t)),
                new Case("a receive of anybody", (p, t) -> p.receive(Endpoints.ANY, t)),
                new Case("a receive of a local one", (p, t) -> p.receive(12, t)),
                new Case("a receive of a remote one", (p, t) -> p.receive(10, t)),
                new Case("a rcvrqst", Program::rcvrqst),
                new Case("a wait4bind", (p, t) -> p.wait4bind(29, t)),
                new Case("a wait4unbind", (p, t) -> p.wait4unbind(12, t)));
    }

    @TestFactory
    List<DynamicTest> aCallEndsWhenItsTimeIsOverAndNotBefore() {
        return cases().stream().map(c -> DynamicTest.dynamicTest(c.name, () -> exact(c))).toList();
    }

    private static void exact(Case c) {
        for (int millis : new int[] {1, 999, 30_000, Integer.MAX_VALUE}) {
            KernelLab lab = new KernelLab(1, 2);
            Program p = caller(lab);
            lab.advance(123);
            long begin = lab.now();
            Ended call = c.call.apply(p, millis);

            lab.advance(millis * MILLI - 1);
            assertThat(call.open()).as("before its time").isTrue();
            lab.advance(10 * MILLI);

            assertThat(call.code()).isEqualTo(Codes.TIMEDOUT);
            assertThat(call.endedAt - begin).isEqualTo(millis * MILLI);
            finish(lab);
        }
    }

    @TestFactory
    List<DynamicTest> aCallForEverNeverTimesOut() {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.name, () -> forEver(c)))
                .toList();
    }

    private static void forEver(Case c) {
        KernelLab lab = new KernelLab(1, 2);
        Program p = caller(lab);
        Ended call = c.call.apply(p, Endpoints.FOREVER);

        assertThat(lab.kernel(1).nextDeadline()).isEqualTo(Long.MAX_VALUE);
        lab.advance(Integer.MAX_VALUE * MILLI);

        assertThat(call.open()).isTrue();
        p.cancel(call);
        assertThat(call.code()).isEqualTo(Codes.INTR);
        finish(lab);
    }

    private static Program caller(KernelLab lab) {
        Program p = lab.program(1, 11);
        lab.program(1, 12);
        lab.program(2, 10);
        p.rmtbind(10, 2);
        return p;
    }

    /** What timed out or was cancelled waits nowhere. */
    private static void finish(KernelLab lab) {
        Program local = lab.programs.get(1);
        Program remote = lab.programs.get(2);
        assertThat(local.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(remote.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
        lab.assertClean();
    }

    @Test
    void aRequestThatCannotLeaveTimesOutAndNeverLeaves() {
        Program p = caller(lab);
        lab.window(1, 2, 0);
        Ended asked = p.sendrec(10, 1, 50);
        lab.advanceMillis(50);

        assertThat(asked.code()).isEqualTo(Codes.TIMEDOUT);
        lab.window(1, 2, 10);
        assertThat(lab.trace).isEmpty();
    }

    @Test
    void requestsThatTimeOutBehindAFullWindowDoNotPileUp() {
        Program p = caller(lab);
        lab.window(1, 2, 0);
        for (int i = 0; i < 1000; i++) {
            p.sendrec(10, 1, 1);
            lab.advanceMillis(1);
        }

        assertThat(lab.kernel(1).outbox.inUse()).isZero();
    }

    @Test
    void anAcknowledgementThatIsLateEndsNothing() {
        Program p = caller(lab);
        Program server = lab.programs.get(2);
        server.receive();
        lab.hold(2, 1);
        Ended sent = p.send(10, 1, 50);
        lab.advanceMillis(50);
        assertThat(sent.code()).isEqualTo(Codes.TIMEDOUT);
        server.receive();
        Ended again = p.send(10, 2, 50);
        lab.wire(2, 1).held = false;
        lab.deliver(2, 1);

        assertThat(again.open()).isTrue();
        lab.run();
        assertThat(again.code()).isZero();
    }

    @Test
    void theReceiveOfAReplyReceiveBeginsWhenTheReplyLeft() {
        Program client = lab.program(1, 50);
        Program server = lab.program(2, 10);
        client.rmtbind(10, 2);
        client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        Ended call = server.replyReceive(50, 2, 100, 1);
        lab.advanceMillis(1000);
        assertThat(call.open()).isTrue();
        lab.window(2, 1, 10);
        lab.advance(100 * MILLI - 1);
        assertThat(call.open()).isTrue();
        lab.advance(1);

        assertThat(call.code()).isEqualTo(Codes.TIMEDOUT);
        assertThat(call.detail()).isZero();
    }

    @Test
    void manyCallsEndInTheOrderOfTheirTimes() {
        Random random = new Random(7);
        List<Program> waiters = new ArrayList<>();
        List<Ended> calls = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Program p = lab.program(1, 30 + i);
            int millis = 1 + random.nextInt(300);
            waiters.add(p);
            times.add(millis);
            calls.add(p.wait4bind(29, millis));
        }
        for (int i = 0; i < 150; i += 3) {
            waiters.get(i).cancel(calls.get(i));
        }
        long begin = lab.now();
        lab.advanceMillis(300);

        for (int i = 0; i < 150; i++) {
            long took = i % 3 == 0 ? 0 : times.get(i) * MILLI;
            assertThat(calls.get(i).endedAt - begin).isEqualTo(took);
        }
    }
}
