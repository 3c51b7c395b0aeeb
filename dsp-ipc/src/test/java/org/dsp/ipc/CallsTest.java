package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

/** Each call as frames: what goes out, what its ends do. */
class CallsTest extends DaemonTest {
    private static Message body(AttachFrame frame) {
        return new Message().bytesFrom(frame.array(), AttachFrame.BODY);
    }

    @Test
    void sendCarriesDestinationTimeOutAndMessage() {
        Message message = message(0, 5);
        Background<Void> call = Background.run(() -> me.send(50, message, Duration.ofHours(1)));
        AttachFrame frame = peer.expect(AttachOp.SEND);
        assertThat(frame.a0()).isEqualTo(50);
        assertThat(frame.a1()).as("what is left of it, in ms").isBetween(3_500_000, 3_600_000);
        assertThat(frame.call()).isNotZero();
        assertThat(body(frame)).isEqualTo(message);
        peer.result(frame, 0);
        call.get();
    }

    @Test
    void callsWithoutATimeOutWaitForEver() {
        Background<Void> send = Background.run(() -> me.send(50, message(0, 5)));
        AttachFrame frame = peer.expect(AttachOp.SEND);
        assertThat(frame.a1()).isEqualTo(-1);
        peer.result(frame, 0);
        send.get();
        Background<Message> receive = Background.call(() -> me.receiveAny());
        AttachFrame next = peer.expect(AttachOp.RECEIVE);
        assertThat(next.a1()).isEqualTo(-1);
        assertThat(next.call() - frame.call()).as("numbers grow").isPositive();
        peer.message(next, message(50, 1));
        receive.get();
    }

    @Test
    void anErrorEndsACallWithItsCodeAndSaysWhichCall() {
        Background<Void> call = Background.run(() -> me.send(50, message(0, 5), SECOND));
        peer.result(peer.expect(AttachOp.SEND), ErrorCode.EDVSDSTDIED.number());
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSDSTDIED);
        assertThat(e)
                .hasMessageStartingWith("EDVSDSTDIED (-109): ")
                .hasMessageEndingWith("endpoint 20, send to endpoint 50, time-out 1000 ms");
    }

    @Test
    void receiveGivesTheMessageAndWhereItCameFrom() {
        Background<Message> call = Background.call(() -> me.receive(50, SECOND));
        AttachFrame frame = peer.expect(AttachOp.RECEIVE);
        assertThat(frame.a0()).isEqualTo(50);
        assertThat(frame.a1()).as("what is left of 1000 ms").isBetween(500, 1000);
        assertThat(frame.a2()).as("credit").isEqualTo(1);
        peer.message(frame, message(50, 8));
        Message got = call.get();
        assertThat(got).isEqualTo(message(50, 8));
        assertThat(got.sourceNode()).isEqualTo(3);
        assertThat(got.sourceGeneration()).isEqualTo(9);
        assertThat(got.sourcePid()).isEqualTo(99);
    }

    @Test
    void receiveFromAnybodyAsksForMoreAheadByItsCredit() {
        Background<Message> first = Background.call(() -> me.receiveAny(Timeouts.NOWAIT));
        AttachFrame frame = peer.expect(AttachOp.RECEIVE);
        assertThat(frame.a0()).isEqualTo(Endpoints.ANY);
        assertThat(frame.a1()).isZero();
        assertThat(frame.a2()).isEqualTo(Endpoint.DEFAULT_CREDIT);
        peer.result(frame, ErrorCode.EDVSAGAIN.number());
        assertThat(first.failure().code()).isEqualTo(ErrorCode.EDVSAGAIN);
        me.credit(1);
        Background<Message> second = Background.call(() -> me.receiveAny());
        AttachFrame next = peer.expect(AttachOp.RECEIVE);
        assertThat(next.a2()).isEqualTo(1);
        peer.message(next, message(50, 1));
        second.get();
        assertThatThrownBy(() -> me.credit(0)).hasMessage("credit 0; allowed 1…1024");
    }

    @Test
    void aFailedReceiveLeavesTheMessageAsItWas() {
        Message into = message(1, 2);
        Background<Void> call =
                Background.run(() -> me.receive(Endpoints.ANY, into, Duration.ofMillis(1)));
        peer.result(peer.expect(AttachOp.RECEIVE), ErrorCode.EDVSTIMEDOUT.number());
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSTIMEDOUT);
        assertThat(into).isEqualTo(message(1, 2));
    }

    @Test
    void sendrecMayAnswerIntoItsRequest() {
        Message message = message(0, 10);
        Background<Void> call = Background.run(() -> me.sendrec(21, message, message, SECOND));
        AttachFrame frame = peer.expect(AttachOp.SENDREC);
        assertThat(frame.a0()).isEqualTo(21);
        assertThat(frame.a1()).as("what is left of 1000 ms").isBetween(500, 1000);
        assertThat(body(frame)).isEqualTo(message(0, 10));
        peer.message(frame, message(21, 11));
        call.get();
        assertThat(message).isEqualTo(message(21, 11));
    }

    @Test
    void sendrecGivesANewMessage() {
        Background<Message> call = Background.call(() -> me.sendrec(21, message(0, 10)));
        peer.message(peer.expect(AttachOp.SENDREC), message(21, 11));
        assertThat(call.get()).isEqualTo(message(21, 11));
    }

    @Test
    void notifyReplyAndRcvrqst() {
        Background<Void> notify = Background.run(() -> me.notify(5));
        AttachFrame frame = peer.expect(AttachOp.NOTIFY);
        assertThat(frame.a0()).isEqualTo(5);
        peer.result(frame, 0);
        notify.get();

        Background<Void> reply = Background.run(() -> me.reply(50, message(0, 3)));
        frame = peer.expect(AttachOp.REPLY);
        assertThat(frame.a0()).isEqualTo(50);
        assertThat(frame.flags()).isZero();
        assertThat(body(frame)).isEqualTo(message(0, 3));
        peer.result(frame, ErrorCode.EDVSPROCSTS.number());
        assertThat(reply.failure().code()).isEqualTo(ErrorCode.EDVSPROCSTS);

        Background<Message> request = Background.call(() -> me.rcvrqst(SECOND));
        frame = peer.expect(AttachOp.RCVRQST);
        assertThat(frame.a1()).as("what is left of 1000 ms").isBetween(500, 1000);
        assertThat(frame.a2()).isEqualTo(Endpoint.DEFAULT_CREDIT);
        peer.message(frame, message(51, 4));
        assertThat(request.get().source()).isEqualTo(51);
    }

    @Test
    void replyReceiveIsOneFrame() {
        Message message = message(0, 10);
        Background<Void> call = Background.run(() -> me.replyReceive(50, message, message, SECOND));
        AttachFrame frame = peer.expect(AttachOp.REPLY_RECEIVE);
        assertThat(frame.a0()).isEqualTo(50);
        assertThat(frame.a1()).as("what is left of 1000 ms").isBetween(500, 1000);
        assertThat(frame.a2()).isEqualTo(Endpoint.DEFAULT_CREDIT);
        assertThat(body(frame)).isEqualTo(message(0, 10));
        peer.message(frame, message(51, 7));
        call.get();
        assertThat(message).isEqualTo(message(51, 7));
    }

    @Test
    void aReplyThatFailsIsToldApartFromAReceiveThatFails() {
        Message into = new Message();
        Background<Void> call =
                Background.run(() -> me.replyReceive(50, message(0, 1), into, SECOND));
        peer.result(peer.expect(AttachOp.REPLY_RECEIVE), ErrorCode.EDVSDSTDIED.number(), 1);
        assertThat(call.failure())
                .isInstanceOfSatisfying(
                        ReplyFailedException.class,
                        e -> {
                            assertThat(e.destination()).isEqualTo(50);
                            assertThat(e.code()).isEqualTo(ErrorCode.EDVSDSTDIED);
                        });
        Background<Void> other =
                Background.run(() -> me.replyReceive(50, message(0, 1), into, SECOND));
        peer.result(peer.expect(AttachOp.REPLY_RECEIVE), ErrorCode.EDVSTIMEDOUT.number());
        assertThat(other.failure())
                .isNotInstanceOf(ReplyFailedException.class)
                .hasMessageContaining("reply to endpoint 50 and receive");
    }

    @Test
    void vcopyCarriesBothPartiesAndAddressesAndGivesTheBytes() {
        Background<Integer> call =
                Background.call(
                        () -> me.vcopy(50, 0x100000, Endpoints.SELF, 0x200000, 70_000, SECOND));
        AttachFrame frame = peer.expect(AttachOp.VCOPY);
        assertThat(frame.a0()).isEqualTo(50);
        assertThat(frame.a1()).isEqualTo(Endpoints.SELF);
        assertThat(frame.a2()).isEqualTo(70_000);
        assertThat(frame.a3()).as("what is left of 1000 ms").isBetween(500, 1000);
        assertThat(frame.bodyInt(0)).isEqualTo(0x100000);
        assertThat(frame.bodyInt(4)).isEqualTo(0x200000);
        peer.result(frame, 70_000);
        assertThat(call.get()).isEqualTo(70_000);
    }

    @Test
    void vcopyHasAtMostOneMebibyte() {
        DvkException e =
                catchThrowableOfType(
                        DvkException.class, () -> me.vcopy(1, 1, 2, 2, Endpoints.MAX_COPY + 1));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSRANGE);
        assertThat(e).hasMessageContaining("allowed 0…1048576");
        assertThat(catchThrowableOfType(DvkException.class, () -> me.vcopy(1, 1, 2, 2, -1)).code())
                .isEqualTo(ErrorCode.EDVSRANGE);
        peer.expectNothing();
    }

    @Test
    void rmtbindCarriesEndpointNodeAndName() {
        Background<Integer> call = Background.call(() -> me.rmtbind(51, 3, "client"));
        AttachFrame frame = peer.expect(AttachOp.RMTBIND);
        assertThat(frame.a0()).isEqualTo(51);
        assertThat(frame.a1()).isEqualTo(3);
        assertThat(Arrays.copyOfRange(frame.array(), AttachFrame.BODY, AttachFrame.BODY + 7))
                .containsExactly('c', 'l', 'i', 'e', 'n', 't', 0);
        peer.result(frame, 51);
        assertThat(call.get()).isEqualTo(51);
        Background<Integer> refused = Background.call(() -> me.rmtbind(52, 99, "x"));
        peer.result(peer.expect(AttachOp.RMTBIND), ErrorCode.EDVSNODCNODE.number());
        assertThat(refused.failure())
                .hasMessageStartingWith("EDVSNODCNODE")
                .hasMessageContaining("rmtbind of endpoint 52 at node 99");
    }

    @Test
    void waitingForABindAndAnUnbind() {
        Background<Void> bind = Background.run(() -> me.waitForBind(21, SECOND));
        AttachFrame frame = peer.expect(AttachOp.WAIT4BIND);
        assertThat(frame.a0()).isEqualTo(21);
        assertThat(frame.a1()).as("what is left of 1000 ms").isBetween(500, 1000);
        peer.result(frame, 0);
        bind.get();
        Background<Void> unbind = Background.run(() -> me.waitForUnbind(21));
        frame = peer.expect(AttachOp.WAIT4UNBIND);
        assertThat(frame.a1()).isEqualTo(-1);
        peer.result(frame, ErrorCode.EDVSNOTBIND.number());
        assertThat(unbind.failure().code()).isEqualTo(ErrorCode.EDVSNOTBIND);
    }

    @Test
    void informationIsAskedOnAConnectionOfItsOwn() {
        Background<NodeInfo> node = Background.call(() -> dvk.nodeInfo(4));
        Peer info = daemon.next();
        AttachFrame frame = info.expect(AttachOp.NODE_INFO);
        assertThat(frame.a0()).isEqualTo(4);
        info.text(AttachOp.INFO, frame.call(), 0, "node=4\nname=cuatro\npxsent=10\n");
        assertThat(node.get().name()).isEqualTo("cuatro");

        Background<NodeInfo> own = Background.call(() -> dvk.nodeInfo());
        frame = info.expect(AttachOp.NODE_INFO);
        assertThat(frame.a0()).isEqualTo(-1);
        info.result(frame, ErrorCode.EDVSBADNODEID.number());
        assertThat(own.failure().code()).isEqualTo(ErrorCode.EDVSBADNODEID);

        Background<ProcInfo> proc = Background.call(() -> dvk.procInfo(1, 50));
        frame = info.expect(AttachOp.PROC_INFO);
        assertThat(frame.a0()).isEqualTo(1);
        assertThat(frame.a1()).isEqualTo(50);
        info.text(AttachOp.INFO, frame.call(), 0, "dcid=1\nendpoint=50\nrsnt=3\n");
        assertThat(proc.get().remoteSent()).isEqualTo(3);
        dvk.close();
        assertThat(info.unbinds()).as("it was never bound").isZero();
    }

    @Test
    void unbindGivesTheEndpointUpAndCloses() {
        peer.mute();
        Background<Void> refused = Background.run(me::unbind);
        peer.result(peer.expect(AttachOp.UNBIND), ErrorCode.EDVSONCOPY.number());
        assertThat(refused.failure().code()).isEqualTo(ErrorCode.EDVSONCOPY);
        assertThat(me.isClosed()).isFalse();
        Background<Void> done = Background.run(me::unbind);
        peer.result(peer.expect(AttachOp.UNBIND), 0);
        done.get();
        peer.expectEnd();
        assertThat(me.isClosed()).isTrue();
    }

    @Test
    void aClosedEndpointRefusesEveryCall() {
        me.close();
        peer.expectEnd();
        assertThat(peer.unbinds()).isEqualTo(1);
        DvkException e = catchThrowableOfType(DvkException.class, () -> me.notify(5));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTBIND);
        assertThat(e).hasMessageContaining("endpoint 20: it is closed");
        me.close();
    }

    @Test
    void aClientEndpointAsksForNothingAhead() {
        try (Endpoint client = dvk.bind(0, 50, "client")) {
            Peer other = daemon.next();
            Background<Message> call = Background.call(() -> client.receiveAny());
            AttachFrame frame = other.expect(AttachOp.RECEIVE);
            assertThat(frame.a2()).isEqualTo(1);
            other.result(frame, ErrorCode.EDVSTRAPDENIED.number());
            assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSTRAPDENIED);
        }
    }
}
