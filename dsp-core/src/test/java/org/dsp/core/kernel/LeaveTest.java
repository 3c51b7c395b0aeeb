package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LEAVE: each pending operation with the node ends exactly once, with EDVSNOTCONN. */
class LeaveTest {
    private final KernelLab lab = new KernelLab(1, 2, 3);
    private Program client;
    private Program sender;
    private Program server;

    @BeforeEach
    void bind() {
        client = lab.program(1, 50);
        sender = lab.program(1, 11);
        server = lab.program(2, 10);
        client.rmtbind(10, 2);
        sender.rmtbind(10, 2);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    private void leaveEnds(Ended... calls) {
        lab.leave(1, 2);
        assertThat(List.of(calls)).allSatisfy(c -> assertThat(c.code()).isEqualTo(Codes.NOTCONN));
    }

    @Test
    void callsThatHaveNotLeft() {
        lab.window(1, 2, 0);
        Ended asked = client.sendrec(10, 1);
        Ended sent = sender.send(10, 2);
        Program notifier = lab.program(1, 12);
        notifier.rmtbind(10, 2);

        leaveEnds(asked, sent, notifier.notify(10));
        lab.window(1, 2, 10);
        assertThat(lab.trace).isEmpty();
    }

    @Test
    void callsOnTheirWay() {
        lab.hold(1, 2);
        leaveEnds(client.sendrec(10, 1), sender.send(10, 2));
        lab.release(1, 2);

        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void callsThatWaitAtTheServer() {
        leaveEnds(client.sendrec(10, 1), sender.send(10, 2));

        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void callsThatWereReceived() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        leaveEnds(asked);

        assertThat(server.reply(50, 2).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.send(50, 2).code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void messagesAheadOfTheirReceive() {
        lab.program(2, 51).sendrec(10, 0);
        Ended asked = client.sendrec(10, 1);
        server.receive(Endpoints.ANY, 0, 8);
        assertThat(server.ahead).hasSize(1);

        leaveEnds(asked);
        assertThat(server.ahead).isEmpty();
    }

    @Test
    void answersThatHaveNotLeft() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        Ended reply = server.reply(50, 2);

        leaveEnds(asked, reply);
    }

    @Test
    void answersOfAReplyReceiveThatHaveNotLeft() {
        client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        Ended both = server.replyReceive(50, 2, -1, 1);

        leaveEnds(both);
        assertThat(both.detail()).isEqualTo(1);
    }

    @Test
    void quietRepliesThatHaveNotLeft() {
        client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        int number = server.quietReply(50, 2);

        lab.leave(1, 2);

        assertThat(server.quietFailures)
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.call()).isEqualTo(number);
                            assertThat(f.a0()).isEqualTo(Codes.NOTCONN);
                            assertThat(f.a1()).isEqualTo(50);
                        });
    }

    @Test
    void answersOnTheirWay() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.hold(2, 1);
        Ended sent = server.send(50, 2);

        leaveEnds(asked, sent);
    }

    @Test
    void receivesFromTheNode() {
        server.rmtbind(11, 1);

        leaveEnds(server.receive(11, -1));
    }

    @Test
    void receivesFromAnybodyGoOn() {
        Ended waits = server.receive();
        lab.leave(1, 2);

        assertThat(waits.open()).isTrue();
        client.sendrec(10, 3);
        assertThat(waits.note().value()).isEqualTo(3);
        server.reply(50, 0);
    }

    @Test
    void callsWithOtherNodesGoOn() {
        Program other = lab.program(3, 50);
        other.rmtbind(10, 2);
        Ended asked = other.sendrec(10, 3);
        client.sendrec(10, 1);
        server.receive();
        lab.leave(1, 2);

        assertThat(asked.open()).isTrue();
        server.reply(50, 4);
        assertThat(asked.note().value()).isEqualTo(4);
    }

    @Test
    void notificationsAreGone() {
        sender.notify(10);
        lab.leave(1, 2);

        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void boundNamesStayAndWorkAgain() {
        client.sendrec(10, 1);
        server.receive();
        lab.leave(1, 2);
        Ended asked = client.sendrec(10, 2);

        assertThat(server.receive().note()).extracting(Note::value, Note::source).contains(2, 50);
        server.reply(50, 3);
        assertThat(asked.note().value()).isEqualTo(3);
    }

    @Test
    void namesOfTheEpochAreFree() {
        client.sendrec(10, 1);
        server.receive();
        lab.leave(1, 2);
        Program other = lab.program(3, 50);
        other.rmtbind(10, 2);
        other.sendrec(10, 2);

        assertThat(server.receive().note()).extracting(Note::node, Note::source).contains(3, 50);
        server.reply(50, 0);
    }

    @Test
    void anOldDebtIsNotPaidToTheSameProcessInTheNewEpoch() {
        client.sendrec(10, 1);
        server.receive();
        lab.leave(1, 2);
        Ended asked = client.sendrec(10, 2);

        assertThat(server.reply(50, 111).code()).isEqualTo(Codes.PROCSTS);
        assertThat(asked.open()).isTrue();
        server.receive();
        server.reply(50, 222);
        assertThat(asked.note().value()).isEqualTo(222);
    }

    @Test
    void aRestartedDaemonKnowsNothingOfBefore() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.restart(2);
        assertThat(asked.code()).isEqualTo(Codes.NOTCONN);
        Program again = lab.program(2, 10);
        Ended next = client.sendrec(10, 2);

        assertThat(again.receive().note().value()).isEqualTo(2);
        again.reply(50, 3);
        assertThat(next.note().value()).isEqualTo(3);
    }

    @Test
    void nothingIsQueuedForANodeThatIsDown() {
        client.sendrec(10, 1);
        server.receive();
        lab.down(1, 2, true);
        client.kill();
        server.kill();
        lab.down(1, 2, false);

        assertThat(lab.kernel(1).outbox.inUse()).isZero();
        assertThat(lab.kernel(2).outbox.inUse()).isZero();
    }
}
