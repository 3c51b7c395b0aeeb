package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes of one node among themselves. */
class LocalCallsTest {
    private final KernelLab lab = new KernelLab(1, 2);

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
        assertThat(lab.trace).isEmpty();
    }

    @Test
    void aSendWaitsUntilItIsReceived() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);

        Ended sent = a.send(6, 42);
        assertThat(sent.open()).isTrue();
        Note got = b.receive().note();

        assertThat(sent.code()).isZero();
        assertThat(got.source()).isEqualTo(5);
        assertThat(got.value()).isEqualTo(42);
        assertThat(got.type()).isEqualTo(7);
        assertThat(got.node()).isEqualTo(1);
        assertThat(got.generation()).isEqualTo(a.generation());
        assertThat(got.pid()).isEqualTo(1000);
    }

    @Test
    void aReceiveWaitsForASend() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);

        Ended received = b.receive();
        assertThat(received.open()).isTrue();
        assertThat(a.send(6, 42).code()).isZero();

        assertThat(received.note().value()).isEqualTo(42);
    }

    @Test
    void aSendrecIsAnsweredBySend() {
        Program client = lab.program(1, 50);
        Program server = lab.program(1, 5);

        Ended asked = client.sendrec(5, 1);
        assertThat(server.receive().note().source()).isEqualTo(50);
        assertThat(asked.open()).isTrue();
        assertThat(server.send(50, 2).code()).isZero();

        assertThat(asked.note().value()).isEqualTo(2);
        assertThat(asked.note().source()).isEqualTo(5);
    }

    @Test
    void aSendrecIsAnsweredByReplyOnce() {
        Program client = lab.program(1, 50);
        Program server = lab.program(1, 5);
        Ended asked = client.sendrec(5, 1);
        server.receive();

        assertThat(server.reply(50, 2).code()).isZero();

        assertThat(asked.note().value()).isEqualTo(2);
        assertThat(server.reply(50, 3).code()).isEqualTo(Codes.PROCSTS);
        assertThat(server.send(50, 3).code()).isEqualTo(Codes.PROCSTS);
    }

    @Test
    void nobodyIsAnsweredWhoDidNotAsk() {
        Program server = lab.program(1, 5);
        lab.program(1, 50);

        assertThat(server.reply(50, 1).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.send(50, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(server.sendrec(50, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(server.notify(50).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(server.reply(221, 1).code()).isEqualTo(Codes.BADRANGE);
    }

    @Test
    void aRequestThatWasNotReceivedCannotBeAnswered() {
        Program client = lab.program(1, 50);
        Program server = lab.program(1, 5);
        Ended asked = client.sendrec(5, 1);

        assertThat(server.reply(50, 2).code()).isEqualTo(Codes.PROCSTS);

        assertThat(asked.open()).isTrue();
        server.receive();
        assertThat(server.reply(50, 2).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void serversCallEachOther() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);

        Ended asked = a.sendrec(6, 1);
        b.receive();
        b.reply(5, 2);

        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void whatWaitsIsReceivedInOrderAndNotificationsFirst() {
        Program server = lab.program(1, 5);
        Program x = lab.program(1, 6);
        Program y = lab.program(1, 7);
        Program z = lab.program(1, 50);
        y.send(5, 1);
        z.sendrec(5, 2);
        x.send(5, 3);
        Program n = lab.program(1, 8);
        Program m = lab.program(1, 9);
        n.notify(5);
        m.notify(5);

        List<Integer> sources =
                List.of(
                        server.receive().note().source(),
                        server.receive().note().source(),
                        server.receive().note().source(),
                        server.receive().note().source(),
                        server.receive().note().source());

        assertThat(sources).containsExactly(8, 9, 7, 50, 6);
        server.reply(50, 0);
    }

    @Test
    void receiveFromOneTakesOnlyHis() {
        Program server = lab.program(1, 5);
        Program x = lab.program(1, 6);
        Program y = lab.program(1, 7);
        x.send(5, 1);
        y.notify(5);

        Ended fromY = server.receive(7, 0);
        assertThat(fromY.note().type()).isEqualTo(Endpoints.NOTIFY_MASK | 7);
        Ended waits = server.receive(7, Endpoints.FOREVER);
        assertThat(waits.open()).isTrue();
        x.kill();
        assertThat(waits.open()).isTrue();
        y.send(5, 2);
        assertThat(waits.note().value()).isEqualTo(2);
    }

    @Test
    void aNotificationIsABitWithItsTime() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);

        assertThat(a.notify(6).code()).isZero();
        assertThat(a.notify(6).code()).isEqualTo(Codes.OVERRUN);
        lab.advance(7);
        Ended received = b.receive();

        assertThat(received.note().type()).isEqualTo(Endpoints.NOTIFY_MASK | 5);
        assertThat(received.note().source()).isEqualTo(5);
        ByteBuffer body = b.got.get(b.got.size() - 1).body();
        long wall = KernelLab.WALL + lab.now();
        assertThat(body.getInt(16)).isEqualTo((int) (wall / 1_000_000_000L));
        assertThat(body.getInt(20)).isEqualTo((int) (wall % 1_000_000_000L));
        assertThat(a.notify(6).code()).isZero();
        assertThat(b.receive(Endpoints.ANY, 0).code()).isZero();
    }

    @Test
    void rcvrqstTakesNoNotification() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);
        a.notify(6);

        Ended waits = b.rcvrqst(Endpoints.FOREVER);
        assertThat(waits.open()).isTrue();
        lab.program(1, 7).notify(6);
        assertThat(waits.open()).isTrue();
        a.send(6, 3);

        assertThat(waits.note().value()).isEqualTo(3);
        assertThat(b.receive().note().type()).isEqualTo(Endpoints.NOTIFY_MASK | 5);
    }

    @Test
    void replyReceiveAnswersAndTakesTheNext() {
        Program server = lab.program(1, 5);
        Program x = lab.program(1, 50);
        Program y = lab.program(1, 51);
        Ended first = x.sendrec(5, 1);
        Ended second = y.sendrec(5, 2);
        server.receive();

        Ended next = server.replyReceive(50, 10, Endpoints.FOREVER, 1);

        assertThat(first.note().value()).isEqualTo(10);
        assertThat(next.note().value()).isEqualTo(2);
        Ended waits = server.replyReceive(51, 20, Endpoints.FOREVER, 1);
        assertThat(second.note().value()).isEqualTo(20);
        assertThat(waits.open()).isTrue();
        x.sendrec(5, 3);
        assertThat(waits.note().value()).isEqualTo(3);
        server.reply(50, 0);
    }

    @Test
    void replyReceiveSaysWhetherItWasTheReplyThatFailed() {
        Program server = lab.program(1, 5);
        Program client = lab.program(1, 50);

        Ended reply = server.replyReceive(50, 10, 0, 1);
        assertThat(reply.code()).isEqualTo(Codes.DSTDIED);
        assertThat(reply.detail()).isEqualTo(1);

        Ended asked = client.sendrec(5, 1);
        server.receive();
        Ended receive = server.replyReceive(50, 10, 0, 1);
        assertThat(asked.note().value()).isEqualTo(10);
        assertThat(receive.code()).isEqualTo(Codes.AGAIN);
        assertThat(receive.detail()).isZero();
    }

    @Test
    void aQuietReplyOpensNoCall() {
        Program server = lab.program(1, 5);
        Program client = lab.program(1, 50);
        Ended asked = client.sendrec(5, 1);
        server.receive();
        Ended waiting = server.receive();

        server.quietReply(50, 2);

        assertThat(asked.note().value()).isEqualTo(2);
        assertThat(waiting.open()).isTrue();
        assertThat(server.quietFailures).isEmpty();
        int failed = server.quietReply(50, 3);
        assertThat(server.quietFailures)
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.call()).isEqualTo(failed);
                            assertThat(f.a0()).isEqualTo(Codes.PROCSTS);
                            assertThat(f.a1()).isEqualTo(50);
                        });
    }

    @Test
    void timeOutZeroDoesNotWait() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);

        assertThat(a.send(6, 1, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(a.sendrec(6, 1, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(b.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
        Ended received = b.receive();
        assertThat(a.send(6, 2, 0).code()).isZero();
        assertThat(received.note().value()).isEqualTo(2);
    }

    @Test
    void anAnswerBySendMayHaveTimeOutZero() {
        Program client = lab.program(1, 50);
        Program server = lab.program(1, 5);
        Ended asked = client.sendrec(5, 1);
        server.receive();

        assertThat(server.send(50, 2, 0).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void aTimeOutBelowMinusOneIsRefused() {
        Program a = lab.program(1, 5);
        lab.program(1, 6);

        assertThat(a.send(6, 1, -2).code()).isEqualTo(Codes.BADVALUE);
        assertThat(a.receive(Endpoints.ANY, Integer.MIN_VALUE).code()).isEqualTo(Codes.BADVALUE);
        assertThat(a.replyReceive(6, 1, -2, 1).code()).isEqualTo(Codes.BADVALUE);
    }

    @Test
    void nobodyIsMeantByAnUnboundNumber() {
        Program a = lab.program(1, 5);
        Program c = lab.program(1, 50);

        assertThat(a.send(6, 1).code()).isEqualTo(Codes.NOTBIND);
        assertThat(c.sendrec(6, 1).code()).isEqualTo(Codes.NOTBIND);
        assertThat(a.receive(6, 0).code()).isEqualTo(Codes.NOTBIND);
        assertThat(a.notify(6).code()).isEqualTo(Codes.NOTBIND);
        assertThat(a.send(60, 1).code()).isEqualTo(Codes.DSTDIED);
        for (int none : new int[] {221, -35, Endpoints.ANY, Endpoints.NONE, Endpoints.SELF}) {
            assertThat(a.send(none, 1).code()).isEqualTo(Codes.BADRANGE);
            assertThat(a.notify(none).code()).isEqualTo(Codes.BADRANGE);
        }
        assertThat(a.receive(Endpoints.NONE, 0).code()).isEqualTo(Codes.BADRANGE);
    }

    @Test
    void nobodyTalksToItself() {
        Program a = lab.program(1, 5);

        assertThat(a.send(5, 1).code()).isEqualTo(Codes.BADSRCDST);
        assertThat(a.sendrec(5, 1).code()).isEqualTo(Codes.BADSRCDST);
        assertThat(a.receive(5, 1).code()).isEqualTo(Codes.BADSRCDST);
        assertThat(a.notify(5).code()).isEqualTo(Codes.BADSRCDST);
    }

    @Test
    void twoThatWouldWaitForEachOtherAreTold() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);
        Program c = lab.program(1, 7);
        Ended first = a.send(6, 1);

        assertThat(b.send(5, 1).code()).isEqualTo(Codes.LOCKED);
        assertThat(b.sendrec(5, 1).code()).isEqualTo(Codes.LOCKED);
        Ended second = b.sendrec(7, 1);
        assertThat(c.send(5, 1).code()).isEqualTo(Codes.LOCKED);
        c.receive();
        assertThat(c.sendrec(5, 1).code()).isEqualTo(Codes.LOCKED);

        assertThat(c.send(6, 2).code()).isZero();
        assertThat(second.note().value()).isEqualTo(2);
        b.receive();
        assertThat(first.code()).isZero();
    }

    @Test
    void whoIsAskedMayStillAskOthers() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);
        Program c = lab.program(1, 7);
        Ended outer = a.sendrec(6, 1);
        b.receive();
        Ended inner = b.sendrec(7, 2);
        c.receive();
        c.reply(6, 3);
        b.reply(5, 4);

        assertThat(inner.note().value()).isEqualTo(3);
        assertThat(outer.note().value()).isEqualTo(4);
    }
}
