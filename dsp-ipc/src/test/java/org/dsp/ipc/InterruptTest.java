package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterruptTest extends DaemonTest {
    static Stream<Background.Kind> kinds() {
        return Background.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anInterruptedCallIsCancelledAndEndsWithTheFlagSet(Background.Kind kind) {
        Background<Message> call = Background.call(kind, () -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        call.interrupt();
        AttachFrame cancel = peer.expect(AttachOp.CANCEL);
        assertThat(cancel.call()).isEqualTo(receive.call());
        call.staysFor(Duration.ofMillis(30));
        peer.result(receive, ErrorCode.EDVSINTR.number());
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(call.wasInterruptedAfter()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theEndpointGoesOnAfterAnInterrupt(Background.Kind kind) {
        Background<Message> call = Background.call(kind, () -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        call.interrupt();
        peer.expect(AttachOp.CANCEL);
        peer.result(receive, ErrorCode.EDVSINTR.number());
        call.failure();
        Background<Message> next = Background.call(kind, () -> me.sendrec(21, message(0, 1)));
        peer.message(peer.expect(AttachOp.SENDREC), message(21, 2));
        assertThat(next.get()).isEqualTo(message(21, 2));
        assertThat(me.generation()).as("still the first binding").isEqualTo(1);
    }

    @Test
    void aCallThatWasJustEndingReturnsItsMessageWithTheFlagSet() {
        Background<Message> call = Background.call(() -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        call.interrupt();
        peer.expect(AttachOp.CANCEL);
        peer.message(receive, message(50, 4));
        assertThat(call.get()).isEqualTo(message(50, 4));
        assertThat(call.wasInterruptedAfter()).isTrue();
    }

    @Test
    void asManyInterruptsAsOneLikesMakeOneCancel() {
        Background<Message> call = Background.call(() -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        call.interrupt();
        peer.expect(AttachOp.CANCEL);
        call.interrupt();
        call.staysFor(Duration.ofMillis(20));
        call.interrupt();
        peer.result(receive, ErrorCode.EDVSINTR.number());
        call.failure();
        peer.expectNothing();
    }

    @Test
    void aCallThatWaitsForOthersDoesNotBeginInAnInterruptedThread() {
        Background<Message> call =
                Background.call(
                        () -> {
                            Thread.currentThread().interrupt();
                            return me.receiveAny();
                        });
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(call.wasInterruptedAfter()).isTrue();
        peer.expectNothing();
    }

    @Test
    void anInterruptedServerSendsItsReplyAndDoesNotReceive() {
        Background<Void> call =
                Background.run(
                        () -> {
                            Thread.currentThread().interrupt();
                            me.replyReceive(50, message(0, 1), new Message(), SECOND);
                        });
        AttachFrame frame = peer.expect(AttachOp.REPLY_RECEIVE);
        peer.expect(AttachOp.CANCEL);
        peer.result(frame, ErrorCode.EDVSINTR.number());
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(call.wasInterruptedAfter()).isTrue();
    }

    @Test
    void aNotificationIsSentInAnInterruptedThread() {
        Background<Void> call =
                Background.run(
                        () -> {
                            Thread.currentThread().interrupt();
                            me.notify(5);
                        });
        peer.result(peer.expect(AttachOp.NOTIFY), 0);
        call.get();
        assertThat(call.wasInterruptedAfter()).isTrue();
    }
}
