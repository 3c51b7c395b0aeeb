package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A daemon that hangs cannot hold its callers for longer than its silence is borne. */
class SilentDaemonTest {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private FakeDaemon daemon;
    private Dvk dvk;
    private Endpoint me;
    private Peer peer;

    @BeforeEach
    void attach() throws IOException {
        daemon = new FakeDaemon();
        dvk = daemon.attach(GRACE);
        me = dvk.bind(0, 20, "tester");
        peer = daemon.next();
    }

    @AfterEach
    void detach() throws IOException {
        daemon.close();
        dvk.close();
    }

    @Test
    void anInterruptedCallEndsAndTheConnectionIsGivenUp() {
        Background<Message> call = Background.call(() -> me.receive(50));
        peer.expect(AttachOp.RECEIVE);
        call.interrupt();
        peer.expect(AttachOp.CANCEL);
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(e).hasMessageContaining("the daemon does not answer");
        assertThat(call.wasInterruptedAfter()).isTrue();
        peer.expectEnd();
    }

    @Test
    void aCallWithATimeOutIsCancelledAndTheConnectionIsGivenUp() {
        long start = System.nanoTime();
        Background<Message> call = Background.call(() -> me.receive(50, Duration.ofMillis(50)));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        assertThat(peer.expect(AttachOp.CANCEL).call()).isEqualTo(receive.call());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(GRACE.plusMillis(50));
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT);
        peer.expectEnd();
    }

    @Test
    void aTimeOutThatTheDaemonForgotEndsTheCallAndKeepsTheConnection() {
        Background<Message> call = Background.call(() -> me.receive(50, Timeouts.NOWAIT));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        peer.expect(AttachOp.CANCEL);
        peer.result(receive, ErrorCode.EDVSINTR.number());
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT);
        assertThat(call.wasInterruptedAfter()).isFalse();
        Background<Void> next = Background.run(() -> me.notify(5));
        peer.result(peer.expect(AttachOp.NOTIFY), 0);
        next.get();
    }

    @Test
    void closingDoesNotWaitForLong() {
        peer.mute();
        long start = System.nanoTime();
        me.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        peer.expect(AttachOp.UNBIND);
        peer.expectEnd();
    }
}
