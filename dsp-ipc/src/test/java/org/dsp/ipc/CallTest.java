package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final long MILLI = 1_000_000;
    private static final long START = Long.MAX_VALUE - 50_000_000;

    private final Call call = new Call(Duration.ofSeconds(5));

    /** Past the wrap of the clock, if it is more than 50 ms. */
    private static long after(long nanos) {
        return START + nanos;
    }

    @Test
    void theRestOfATimeOutIsRoundedUpAndSurvivesAClockThatWraps() {
        call.prepare(AttachOp.RECEIVE, 100, START);
        assertThat(call.remainingMillis(START)).isEqualTo(100);
        assertThat(call.remainingMillis(START + 1)).isEqualTo(100);
        assertThat(call.remainingMillis(after(99 * MILLI))).isEqualTo(1);
        assertThat(call.remainingMillis(after(100 * MILLI - 1))).isEqualTo(1);
        assertThat(call.remainingMillis(after(100 * MILLI))).isZero();
    }

    @Test
    void aCallWithoutATimeOutHasPatienceUntilItIsCancelled() {
        call.prepare(AttachOp.RECEIVE, -1, START);
        call.begin(1, START, 64);
        assertThat(call.patienceMillis(after(1_000_000 * MILLI))).isEqualTo(-1);
        call.cancel(ErrorCode.EDVSINTR, START);
        assertThat(call.patienceMillis(START)).isEqualTo(5000);
        assertThat(call.patienceMillis(after(5000 * MILLI))).isZero();
    }

    @Test
    void aCallWithATimeOutHasPatienceForTheGraceBehindIt() {
        call.prepare(AttachOp.RECEIVE, 100, START);
        call.begin(1, START, 64);
        assertThat(call.patienceMillis(START)).isEqualTo(5100);
        call.prepare(AttachOp.RECEIVE, 0, START);
        call.begin(2, after(10 * MILLI), 128);
        assertThat(call.patienceMillis(after(10 * MILLI))).isEqualTo(5000);
    }

    @Test
    void aStepIsGivenUpAtItsEnd() {
        call.prepareStep(AttachOp.BIND, after(10 * MILLI));
        call.begin(1, START, 64);
        assertThat(call.isCancellable()).isFalse();
        assertThat(call.patienceMillis(START)).isEqualTo(10);
        assertThat(call.patienceMillis(after(10 * MILLI))).isZero();
    }

    @Test
    void itEndsWithTheReasonItWasCancelledForAndKeepsOtherEnds() {
        call.prepare(AttachOp.RECEIVE, -1, START);
        call.begin(1, START, 64);
        call.cancel(ErrorCode.EDVSTIMEDOUT, START);
        call.end(ErrorCode.EDVSINTR.number(), 0);
        assertThat(call.code()).isEqualTo(-61);
        call.begin(2, START, 64);
        call.end(ErrorCode.EDVSINTR.number(), 0);
        assertThat(call.code()).isEqualTo(-4);
        call.begin(3, START, 64);
        call.cancel(ErrorCode.EDVSTIMEDOUT, START);
        call.end(ErrorCode.EDVSSRCDIED.number(), 0);
        assertThat(call.code()).isEqualTo(-108);
    }

    @Test
    void itHasBegunWhenItsWholeFrameIsWritten() {
        call.prepare(AttachOp.SEND, -1, START);
        call.begin(1, START, 128);
        assertThat(call.hasBegun(127)).isFalse();
        assertThat(call.hasBegun(128)).isTrue();
    }

    @Test
    void everyCallIsDescribed() {
        int[] ops = {1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16, 17, 22, 23};
        for (int op : ops) {
            call.prepare(op, 250, START).a0(20).a1(21).a2(22);
            assertThat(call.describe()).doesNotStartWith("call ");
        }
        call.prepare(AttachOp.RECEIVE, 250, START).a0(Endpoints.ANY);
        assertThat(call.describe()).isEqualTo("receive from anybody, time-out 250 ms");
    }
}
