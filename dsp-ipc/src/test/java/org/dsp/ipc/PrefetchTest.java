package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

class PrefetchTest extends DaemonTest {
    private void receiveWithAhead(Message... ahead) {
        Background<Message> call = Background.call(() -> me.receiveAny());
        peer.messages(peer.expect(AttachOp.RECEIVE), message(50, 0), ahead);
        assertThat(call.get()).isEqualTo(message(50, 0));
        afterAWhile();
    }

    /** Longer than a quick program takes: the library looks at its socket again. */
    private static void afterAWhile() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 2_000_000) {
            Thread.onSpinWait();
        }
    }

    private void expectTaken(int tag) {
        AttachFrame taken = peer.expect(AttachOp.TAKEN);
        assertThat(taken.a0()).isEqualTo(tag);
        assertThat(taken.call()).isZero();
    }

    @Test
    void messagesAheadAreReceivedInOrderWithoutAskingAndTold() {
        receiveWithAhead(message(51, 1), message(52, 2));
        Message first = me.receiveAny();
        assertThat(first).isEqualTo(message(51, 1));
        assertThat(first.sourceNode()).isEqualTo(3);
        assertThat(first.sourcePid()).isEqualTo(99);
        assertThat(me.receiveAny(Timeouts.NOWAIT)).isEqualTo(message(52, 2));
        Background<Message> call = Background.call(() -> me.receiveAny());
        expectTaken(1);
        expectTaken(2);
        peer.message(peer.expect(AttachOp.RECEIVE), message(53, 3));
        assertThat(call.get()).isEqualTo(message(53, 3));
    }

    @Test
    void aRetractedMessageIsNotReceived() {
        receiveWithAhead(message(51, 1), message(52, 2));
        peer.retract(1);
        peer.retract(77);
        assertThat(me.receiveAny()).isEqualTo(message(52, 2));
        expectTaken(2);
    }

    @Test
    void whenAllAreRetractedTheDaemonIsAsked() {
        receiveWithAhead(message(51, 1));
        peer.retract(1);
        Background<Message> call = Background.call(() -> me.receiveAny());
        peer.message(peer.expect(AttachOp.RECEIVE), message(53, 3));
        assertThat(call.get()).isEqualTo(message(53, 3));
    }

    @Test
    void aReceiveFromOneSourceLooksAmongThemFirst() {
        receiveWithAhead(message(51, 1), message(52, 2), message(51, 3));
        assertThat(me.receive(52)).isEqualTo(message(52, 2));
        expectTaken(2);
        Background<Message> other = Background.call(() -> me.receive(54));
        peer.message(peer.expect(AttachOp.RECEIVE), message(54, 4));
        assertThat(other.get()).isEqualTo(message(54, 4));
        assertThat(me.receiveAny()).isEqualTo(message(51, 1));
        assertThat(me.receiveAny()).isEqualTo(message(51, 3));
    }

    @Test
    void rcvrqstPassesOverNotifications() {
        Message notification = new Message().source(5).type(Endpoints.NOTIFY_MASK | 5);
        receiveWithAhead(notification, message(51, 1));
        assertThat(me.rcvrqst()).isEqualTo(message(51, 1));
        assertThat(me.receiveAny()).isEqualTo(notification);
    }

    @Test
    void aReplyAndTheTakenOfTheNextMessageAreOneWriteAndWaitForNothing() {
        receiveWithAhead(message(51, 1), message(52, 2));
        Message into = new Message();
        me.replyReceive(50, message(0, 100), into, SECOND);
        assertThat(into).isEqualTo(message(51, 1));
        Peer.Received reply = peer.expectWithPayload(AttachOp.REPLY);
        assertThat(reply.frame().flags()).isEqualTo(AttachFrame.FLAG_QUIET);
        assertThat(reply.frame().a0()).isEqualTo(50);
        assertThat(reply.frame().a1()).isZero();
        assertThat(reply.frame().call()).isNotZero();
        assertThat(new Message().bytesFrom(reply.frame().array(), AttachFrame.BODY))
                .isEqualTo(message(0, 100));
        Peer.Received taken = peer.expectWithPayload(AttachOp.TAKEN);
        assertThat(taken.frame().a0()).isEqualTo(1);
        assertThat(taken.read()).as("came in the same write").isEqualTo(reply.read());

        me.replyReceive(51, message(0, 101), into, SECOND);
        assertThat(into).isEqualTo(message(52, 2));
        AttachFrame second = peer.expect(AttachOp.REPLY);
        assertThat(second.call() - reply.frame().call()).isPositive();
        expectTaken(2);

        Background<Void> last =
                Background.run(() -> me.replyReceive(52, message(0, 102), into, SECOND));
        AttachFrame call = peer.expect(AttachOp.REPLY_RECEIVE);
        peer.result(second, 0);
        peer.message(call, message(53, 3));
        last.get();
        assertThat(into).isEqualTo(message(53, 3));
    }

    @Test
    void aQuietReplyThatFailedIsToldInsteadOfTheNextReceive() {
        receiveWithAhead(message(51, 1));
        Message into = new Message();
        me.replyReceive(50, message(0, 100), into, SECOND);
        AttachFrame quiet = peer.expect(AttachOp.REPLY);
        expectTaken(1);
        peer.result(quiet, ErrorCode.EDVSDSTDIED.number(), 50);

        Background<Void> next =
                Background.run(() -> me.replyReceive(51, message(0, 101), into, SECOND));
        peer.message(peer.expect(AttachOp.REPLY_RECEIVE), message(52, 2));
        next.get();
        assertThat(into).isEqualTo(message(52, 2));

        ReplyFailedException e =
                catchThrowableOfType(
                        ReplyFailedException.class,
                        () -> me.replyReceive(52, message(0, 102), into, SECOND));
        assertThat(e.destination()).isEqualTo(50);
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSDSTDIED);
        assertThat(into).as("nothing was received").isEqualTo(message(52, 2));
        assertThat(peer.expect(AttachOp.REPLY).a0()).as("but the reply was sent").isEqualTo(52);

        Background<Message> on = Background.call(() -> me.receiveAny());
        peer.message(peer.expect(AttachOp.RECEIVE), message(53, 3));
        on.get();
    }

    @Test
    void aReplyWhoseNextMessageWasRetractedGoesWithTheReceive() {
        receiveWithAhead(message(51, 1));
        peer.retract(1);
        Message into = new Message();
        Background<Void> call =
                Background.run(() -> me.replyReceive(50, message(0, 100), into, SECOND));
        assertThat(peer.expect(AttachOp.REPLY).flags()).isEqualTo(AttachFrame.FLAG_QUIET);
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        assertThat(receive.a0()).isEqualTo(Endpoints.ANY);
        assertThat(receive.a1()).isBetween(1, 1000);
        assertThat(receive.a2()).isEqualTo(Endpoint.DEFAULT_CREDIT);
        peer.message(receive, message(52, 2));
        call.get();
        assertThat(into).isEqualTo(message(52, 2));
    }

    @Test
    void anInterruptedServerStopsThoughMessagesAreThere() {
        receiveWithAhead(message(51, 1));
        Background<Void> call =
                Background.run(
                        () -> {
                            Thread.currentThread().interrupt();
                            me.replyReceive(50, message(0, 100), new Message(), SECOND);
                        });
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(call.wasInterruptedAfter()).isTrue();
        assertThat(peer.expect(AttachOp.REPLY).a0()).isEqualTo(50);
        assertThat(me.receiveAny()).as("nothing was lost").isEqualTo(message(51, 1));
    }

    @Test
    void othersCallsAreMadeWhileMessagesWait() {
        receiveWithAhead(message(51, 1));
        Background<Message> call = Background.call(() -> me.sendrec(21, message(0, 9)));
        peer.message(peer.expect(AttachOp.SENDREC), message(21, 10));
        assertThat(call.get()).isEqualTo(message(21, 10));
        assertThat(me.receiveAny()).isEqualTo(message(51, 1));
    }

    @Test
    void whatArrivedAheadIsGoneWithTheConnection() throws IOException {
        receiveWithAhead(message(51, 1));
        daemon.stop();
        daemon.start();
        Background<Message> call = Background.call(() -> me.receiveAny());
        Peer again = daemon.next();
        again.message(again.expect(AttachOp.RECEIVE), message(52, 2));
        assertThat(call.get()).isEqualTo(message(52, 2));
        Background<Message> next = Background.call(() -> me.receiveAny());
        again.message(again.expect(AttachOp.RECEIVE), message(53, 3));
        assertThat(next.get()).isEqualTo(message(53, 3));
    }

    @Test
    void moreThanWasAskedForBreaksTheConnection() {
        me.credit(2);
        Background<Message> call = Background.call(() -> me.receiveAny());
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        peer.writeBytes(
                Peer.prefetched(1, message(51, 1)).array(),
                Peer.prefetched(2, message(52, 2)).array());
        assertThat(call.failure()).hasMessageContaining("more messages than the 1 asked for ahead");
        assertThat(receive.a2()).isEqualTo(2);
        peer.expectEnd();
    }
}
