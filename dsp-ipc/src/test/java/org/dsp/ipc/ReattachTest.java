package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

class ReattachTest extends DaemonTest {
    private void rmtbind(int endpoint, int node) {
        Background<Integer> call = Background.call(() -> me.rmtbind(endpoint, node, "client"));
        peer.result(peer.expect(AttachOp.RMTBIND), endpoint);
        call.get();
    }

    /** Answers the RMTBIND that attaching again repeats. */
    private static void repeated(Peer again, int endpoint, int node) {
        AttachFrame frame = again.expect(AttachOp.RMTBIND);
        assertThat(frame.a0()).isEqualTo(endpoint);
        assertThat(frame.a1()).isEqualTo(node);
        again.result(frame, endpoint);
    }

    private static void notified(Peer again, Background<Void> call) {
        again.result(again.expect(AttachOp.NOTIFY), 0);
        call.get();
    }

    @Test
    void theCallInFlightFailsOnceAndTheNextOneAttachesAndBindsAgain() throws IOException {
        Background<Message> call = Background.call(() -> me.sendrec(21, message(0, 1)));
        peer.expect(AttachOp.SENDREC);
        daemon.stop();
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        assertThat(e).hasMessageContaining("sendrec to endpoint 21, the connection broke");
        daemon.start();
        Background<Message> next = Background.call(() -> me.sendrec(21, message(0, 1)));
        Peer again = daemon.next();
        again.message(again.expect(AttachOp.SENDREC), message(21, 2));
        assertThat(next.get()).isEqualTo(message(21, 2));
        assertThat(me.generation()).isEqualTo(2);
    }

    @Test
    void aCallThatHasNotBegunWaitsForTheDaemonAndRepeatsWhatWasBound() throws IOException {
        rmtbind(51, 3);
        rmtbind(52, 4);
        rmtbind(51, 5);
        daemon.stop();
        Background<Void> call = Background.run(() -> me.notify(5));
        call.staysFor(Duration.ofMillis(100));
        daemon.start();
        Peer again = daemon.next();
        repeated(again, 51, 5);
        repeated(again, 52, 4);
        notified(again, call);
    }

    @Test
    void waitingForTheDaemonEndsWithTheTimeOutAndNotBefore() throws IOException {
        daemon.stop();
        long start = System.nanoTime();
        DvkException e =
                catchThrowableOfType(
                        DvkException.class, () -> me.receive(50, Duration.ofMillis(150)));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        assertThat(e)
                .hasMessageContaining("receive from endpoint 50, time-out 150 ms did not begin")
                .hasMessageContaining(daemon.socket().toString());
        assertThat(
                        catchThrowableOfType(
                                        DvkException.class, () -> me.receive(50, Timeouts.NOWAIT))
                                .code())
                .isEqualTo(ErrorCode.EDVSNOTCONN);
    }

    @Test
    void theCallGetsWhatIsLeftOfItsTime() throws IOException {
        daemon.stop();
        Background<Message> call = Background.call(() -> me.receive(50, Duration.ofSeconds(5)));
        call.staysFor(Duration.ofMillis(200));
        daemon.start();
        Peer again = daemon.next();
        AttachFrame receive = again.expect(AttachOp.RECEIVE);
        assertThat(receive.a1()).isBetween(1, 4999);
        again.message(receive, message(50, 1));
        call.get();
    }

    @Test
    void waitingForTheDaemonEndsWithAnInterrupt() throws IOException {
        daemon.stop();
        Background<Message> call = Background.call(() -> me.receive(50));
        call.staysFor(Duration.ofMillis(50));
        call.interrupt();
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(call.wasInterruptedAfter()).isTrue();
    }

    @Test
    void waitingForTheDaemonEndsWhenTheEndpointIsClosed() throws IOException {
        daemon.stop();
        Background<Message> call = Background.call(() -> me.receive(50));
        call.staysFor(Duration.ofMillis(50));
        me.close();
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSNOTBIND);
    }

    @Test
    void theReasonOfTheDaemonsByeIsInTheError() {
        Background<Message> call = Background.call(() -> me.receive(50));
        peer.expect(AttachOp.RECEIVE);
        peer.text(AttachOp.BYE, 0, ErrorCode.EDVSSHUTDOWN.number(), "node1 goes down");
        peer.close();
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        assertThat(e).hasMessageContaining("the daemon ended the connection: node1 goes down");
    }

    @Test
    void aDaemonThatHasNotSeenTheOldConnectionEndIsAskedAgain() throws IOException {
        AtomicInteger refusals = new AtomicInteger(2);
        peer.close();
        daemon.bindWith(
                bind ->
                        refusals.getAndDecrement() > 0
                                ? ErrorCode.EDVSSLOTUSED.number()
                                : bind.a1());
        Background<Void> call = Background.run(() -> me.notify(5));
        daemon.next().expectEnd();
        daemon.next().expectEnd();
        notified(daemon.next(), call);
    }

    @Test
    void anEndpointThatSomebodyElseTookMeanwhileIsAnErrorAndNoEndlessWait() {
        peer.close();
        daemon.bindWith(bind -> ErrorCode.EDVSSLOTUSED.number());
        DvkException e = catchThrowableOfType(DvkException.class, () -> me.notify(5));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSSLOTUSED);
    }

    @Test
    void aRefusalThatWillNotPassIsAnErrorAtOnceAndTheNextCallTriesAgain() {
        peer.close();
        daemon.bindWith(bind -> ErrorCode.EDVSPRIVILEGES.number());
        DvkException e = catchThrowableOfType(DvkException.class, () -> me.notify(5));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSPRIVILEGES);
        daemon.next().expectEnd();
        daemon.bindWith(bind -> bind.a1());
        Background<Void> call = Background.run(() -> me.notify(5));
        notified(daemon.next(), call);
    }

    @Test
    void aLinkThatIsNotUpYetMakesTheCallWait() {
        rmtbind(51, 3);
        peer.close();
        Background<Void> call = Background.run(() -> me.notify(5));
        Peer first = daemon.next();
        first.result(first.expect(AttachOp.RMTBIND), ErrorCode.EDVSNOTCONN.number());
        first.expectEnd();
        Peer second = daemon.next();
        repeated(second, 51, 3);
        notified(second, call);
    }

    @Test
    void anRmtbindThatTheDaemonNoLongerAcceptsIsAnErrorUntilTheProgramReplacesIt() {
        rmtbind(51, 3);
        peer.close();
        Background<Void> call = Background.run(() -> me.notify(5));
        Peer first = daemon.next();
        first.result(first.expect(AttachOp.RMTBIND), ErrorCode.EDVSNODCNODE.number());
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNODCNODE);
        assertThat(e).hasMessageContaining("rmtbind of endpoint 51 at node 3, once more");
        Background<Integer> replaced = Background.call(() -> me.rmtbind(51, 4, "client"));
        Peer second = daemon.next();
        repeated(second, 51, 4);
        assertThat(replaced.get()).isEqualTo(51);
        Background<Void> next = Background.run(() -> me.notify(5));
        notified(second, next);
    }

    @Test
    void anInterruptWhileBindingAgainEndsTheCall() {
        rmtbind(51, 3);
        peer.close();
        Background<Void> call = Background.run(() -> me.notify(5));
        Peer first = daemon.next();
        first.expect(AttachOp.RMTBIND);
        call.interrupt();
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        first.expectEnd();
    }

    @Test
    void informationToo() throws IOException {
        daemon.stop();
        daemon.start();
        Background<NodeInfo> call = Background.call(dvk::nodeInfo);
        Peer info = daemon.next();
        info.text(AttachOp.INFO, info.expect(AttachOp.NODE_INFO).call(), 0, "node=7\n");
        assertThat(call.get().node()).isEqualTo(7);
    }

    @Test
    void unbindingAndClosingNeedNoDaemon() throws IOException {
        daemon.stop();
        me.unbind();
        assertThat(me.isClosed()).isTrue();
        me.close();
    }
}
