package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadsTest extends DaemonTest {
    static Stream<Background.Kind> kinds() {
        return Background.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSecondThreadWaitsForItsTurn(Background.Kind kind) {
        Background<Message> first = Background.call(kind, () -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        Background<Message> second =
                Background.call(kind, () -> me.sendrec(21, message(0, 1), Duration.ofSeconds(10)));
        second.staysFor(Duration.ofMillis(200));
        peer.expectNothing();
        peer.message(receive, message(50, 2));
        assertThat(first.get().type()).isEqualTo(2);
        AttachFrame sendrec = peer.expect(AttachOp.SENDREC);
        assertThat(sendrec.a1()).as("what is left of its time").isBetween(1, 9999);
        peer.message(sendrec, message(21, 3));
        assertThat(second.get().type()).isEqualTo(3);
    }

    @Test
    void waitingForTheTurnEndsByTimeOutAndInterrupt() {
        Background<Message> first = Background.call(() -> me.receive(50));
        peer.expect(AttachOp.RECEIVE);
        assertThat(
                        catchThrowableOfType(
                                        DvkException.class, () -> me.receiveAny(Timeouts.NOWAIT))
                                .code())
                .isEqualTo(ErrorCode.EDVSAGAIN);
        assertThat(
                        catchThrowableOfType(
                                        DvkException.class,
                                        () -> me.receiveAny(Duration.ofMillis(20)))
                                .code())
                .isEqualTo(ErrorCode.EDVSTIMEDOUT);
        Background<Message> second = Background.call(() -> me.receiveAny());
        second.staysFor(Duration.ofMillis(20));
        second.interrupt();
        assertThat(second.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(second.wasInterruptedAfter()).isTrue();
        assertThat(first.isDone()).isFalse();
        peer.expectNothing();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void closingEndsTheCallOfAnotherThread(Background.Kind kind) {
        Background<Message> call = Background.call(kind, () -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        Background<Void> close = Background.run(me::close);
        assertThat(peer.expect(AttachOp.CANCEL).call()).isEqualTo(receive.call());
        peer.result(receive, ErrorCode.EDVSINTR.number());
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSNOTBIND);
        assertThat(call.wasInterruptedAfter()).isFalse();
        close.get();
        peer.expectEnd();
        assertThat(peer.unbinds()).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadClosesAllTheSame() {
        Background<Void> close =
                Background.run(
                        () -> {
                            Thread.currentThread().interrupt();
                            me.close();
                        });
        close.get();
        assertThat(close.wasInterruptedAfter()).isTrue();
        peer.expectEnd();
        assertThat(peer.unbinds()).isEqualTo(1);
    }
}
