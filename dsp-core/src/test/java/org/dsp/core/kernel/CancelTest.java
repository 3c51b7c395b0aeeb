package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CANCEL at every phase: the call ends with EDVSINTR and nothing of it is left anywhere. */
class CancelTest {
    private final KernelLab lab = new KernelLab(1, 2);
    private Program client;
    private Program server;

    @BeforeEach
    void bind() {
        client = lab.program(1, 50);
        server = lab.program(2, 10);
        client.rmtbind(10, 2);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    private void interrupted(Program p, Ended call) {
        p.cancel(call);
        assertThat(call.code()).isEqualTo(Codes.INTR);
    }

    private void nothingWaits() {
        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void beforeTheRequestLeft() {
        lab.window(1, 2, 0);
        interrupted(client, client.sendrec(10, 1));
        lab.window(1, 2, 10);

        assertThat(lab.trace).isEmpty();
        nothingWaits();
    }

    @Test
    void whileTheRequestIsOnItsWay() {
        lab.hold(1, 2);
        interrupted(client, client.sendrec(10, 1));
        lab.release(1, 2);

        nothingWaits();
    }

    @Test
    void whileTheRequestIsQueued() {
        interrupted(client, client.sendrec(10, 1));

        nothingWaits();
    }

    @Test
    void whileTheRequestIsPrefetched() {
        Program other = lab.program(2, 51);
        other.sendrec(10, 9);
        Ended asked = client.sendrec(10, 1);
        server.receive(Endpoints.ANY, 0, 8);
        int tag = server.ahead.element().a0();

        interrupted(client, asked);

        assertThat(server.ahead).as("retracted").isEmpty();
        server.taken(tag);
        assertThat(server.reply(50, 1).code()).isEqualTo(Codes.PROCSTS);
        server.reply(51, 0);
    }

    @Test
    void whileTheAnswerIsOwed() {
        Ended asked = client.sendrec(10, 1);
        server.receive();

        interrupted(client, asked);

        assertThat(server.reply(50, 2).code()).isEqualTo(Codes.PROCSTS);
        assertThat(server.send(50, 2).code()).isEqualTo(Codes.PROCSTS);
    }

    @Test
    void whileTheAnswerWaitsToLeave() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        Ended reply = server.reply(50, 2);

        interrupted(client, asked);

        assertThat(reply.code()).isEqualTo(Codes.PROCSTS);
        lab.window(2, 1, 10);
        assertThat(lab.trace).noneMatch(f -> f.header().cmd() == Command.REPLY_MSG);
    }

    @Test
    void whileAQuietReplyWaitsToLeave() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        int reply = server.quietReply(50, 2);

        interrupted(client, asked);

        assertThat(server.quietFailures)
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.call()).isEqualTo(reply);
                            assertThat(f.a0()).isEqualTo(Codes.PROCSTS);
                            assertThat(f.a1()).isEqualTo(50);
                        });
    }

    @Test
    void whileTheAnswerIsOnItsWay() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.hold(2, 1);
        Ended sent = server.send(50, 2);
        interrupted(client, asked);
        lab.release(2, 1);

        assertThat(sent.code()).isEqualTo(Codes.PROCSTS);
    }

    @Test
    void aSendInEachPhase() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        lab.window(1, 2, 0);
        interrupted(sender, sender.send(10, 1));
        lab.window(1, 2, 10);
        lab.hold(1, 2);
        interrupted(sender, sender.send(10, 2));
        lab.release(1, 2);
        interrupted(sender, sender.send(10, 3));

        nothingWaits();
    }

    @Test
    void aSendWhoseAcknowledgementIsOnItsWay() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        Ended received = server.receive();
        lab.hold(2, 1);
        interrupted(sender, sender.send(10, 2));
        lab.release(2, 1);

        assertThat(received.note().value()).isEqualTo(2);
        assertThat(sender.send(10, 3, 5).open()).isTrue();
        lab.advanceMillis(5);
    }

    @Test
    void aReplyThatCannotLeaveIsOwedAgain() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);

        interrupted(server, server.reply(50, 2));
        Ended both = server.replyReceive(50, 3, Endpoints.FOREVER, 1);
        interrupted(server, both);
        assertThat(both.detail()).isEqualTo(1);
        Ended sent = server.send(50, 4, 20);
        lab.advanceMillis(20);
        assertThat(sent.code()).isEqualTo(Codes.TIMEDOUT);

        lab.window(2, 1, 10);
        assertThat(asked.open()).isTrue();
        assertThat(server.reply(50, 5).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(5);
    }

    @Test
    void theReceiveOfAReplyReceive() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        Ended both = server.replyReceive(50, 3, Endpoints.FOREVER, 1);
        interrupted(server, both);

        assertThat(both.detail()).isZero();
        assertThat(asked.note().value()).isEqualTo(3);
    }

    @Test
    void aNotificationThatCannotLeave() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        lab.window(1, 2, 0);
        interrupted(sender, sender.notify(10));
        lab.window(1, 2, 10);

        nothingWaits();
    }

    @Test
    void localCallsInEachPhase() {
        Program a = lab.program(1, 5);
        Program b = lab.program(1, 6);
        interrupted(a, a.send(6, 1));
        interrupted(a, a.sendrec(6, 1));
        assertThat(b.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);

        Ended taken = a.sendrec(6, 1);
        b.receive();
        interrupted(a, taken);
        assertThat(b.reply(5, 1).code()).isEqualTo(Codes.PROCSTS);

        lab.program(1, 51).sendrec(6, 0);
        Ended ahead = a.sendrec(6, 1);
        b.receive(Endpoints.ANY, 0, 8);
        interrupted(a, ahead);
        assertThat(b.ahead).isEmpty();

        interrupted(b, b.receive());
        interrupted(b, b.receive(5, -1));
        interrupted(b, b.rcvrqst(-1));
        interrupted(b, b.wait4bind(29, -1));
        interrupted(b, b.wait4unbind(5, -1));
        b.reply(51, 0);
    }

    @Test
    void aCallThatIsOverIsNotCancelled() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        server.reply(50, 2);
        client.cancel(asked);
        Ended next = client.sendrec(10, 3);
        client.cancel(asked);

        assertThat(next.open()).isTrue();
        server.receive();
        server.reply(50, 4);
        assertThat(next.note().value()).isEqualTo(4);
    }
}
