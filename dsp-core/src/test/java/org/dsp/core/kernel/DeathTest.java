package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K5: who waits for a process that dies is told, once; time-out −1 everywhere. */
class DeathTest {
    private final KernelLab lab = new KernelLab(1, 2, 3);
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

    @Test
    void aServerThatDiesBeforeItReceived() {
        Ended asked = client.sendrec(10, 1);
        server.kill();

        assertThat(asked.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerThatDiesAfterItReceived() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        server.kill();

        assertThat(asked.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void aServerThatDiesWithTheMessageAheadOfItsReceive() {
        lab.program(2, 51).sendrec(10, 0);
        Ended asked = client.sendrec(10, 1);
        server.receive(Endpoints.ANY, 0, 8);
        assertThat(server.ahead).hasSize(1);
        server.kill();

        assertThat(asked.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerThatDiesWhileTheRequestIsOnItsWay() {
        lab.hold(1, 2);
        Ended asked = client.sendrec(10, 1);
        server.kill();
        lab.release(1, 2);

        assertThat(asked.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerThatUnbindsOfItsOwnWill() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        assertThat(server.unbind().code()).isZero();

        assertThat(asked.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void aServerThatBreaksTheProtocol() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        server.hello();

        assertThat(asked.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void aServerThatDiesWhileItsAnswerCannotLeave() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        server.reply(50, 2);
        server.kill();
        lab.window(2, 1, 10);

        assertThat(asked.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void aQuietReplyGivenBeforeDeathStillArrives() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        server.quietReply(50, 2);
        server.kill();
        lab.window(2, 1, 10);

        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void aServerThatTookSeveralRequestsFailsEach() {
        Program other = lab.program(3, 50);
        other.rmtbind(10, 2);
        Program local = lab.program(2, 52);
        Ended taken = client.sendrec(10, 1);
        Ended takenToo = local.sendrec(10, 1);
        server.receive();
        server.receive();
        Ended queued = other.sendrec(10, 1);
        server.kill();

        assertThat(taken.code()).isEqualTo(Codes.SRCDIED);
        assertThat(takenToo.code()).isEqualTo(Codes.SRCDIED);
        assertThat(queued.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aSenderWhoseReceiverDies() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        Program local = lab.program(2, 12);
        Ended sent = sender.send(10, 1);
        Ended sentToo = local.send(10, 1);
        server.kill();

        assertThat(sent.code()).isEqualTo(Codes.DSTDIED);
        assertThat(sentToo.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerInSendToAClientThatDies() {
        client.sendrec(10, 1);
        server.receive();
        lab.hold(2, 1);
        Ended sent = server.send(50, 2);
        client.kill();
        lab.release(2, 1);

        assertThat(sent.code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerWhoseAnswerCannotLeaveWhenTheClientDies() {
        client.sendrec(10, 1);
        server.receive();
        lab.window(2, 1, 0);
        Ended sent = server.send(50, 2);
        client.kill();

        assertThat(sent.code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.send(50, 2).code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aServerThatAnswersAfterTheClientDied() {
        client.sendrec(10, 1);
        server.receive();
        client.kill();

        assertThat(server.send(50, 2).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.reply(50, 2).code()).isEqualTo(Codes.DSTDIED);
    }

    @Test
    void aLocalClientThatDies() {
        Program local = lab.program(2, 52);
        local.sendrec(10, 1);
        server.receive();
        local.kill();

        assertThat(server.reply(52, 2).code()).isEqualTo(Codes.DSTDIED);
        Program again = lab.program(2, 52);
        again.sendrec(10, 2);
        again.kill();
        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void aReceiveFromOneWhoDies() {
        Program peer = lab.program(1, 11);
        peer.rmtbind(10, 2);
        peer.notify(10);
        server.receive();
        Ended remote = server.receive(11, -1);
        Program local = lab.program(2, 12);
        Program waiter = lab.program(2, 13);
        Ended here = waiter.receive(12, -1);
        peer.kill();
        local.kill();

        assertThat(remote.code()).isEqualTo(Codes.SRCDIED);
        assertThat(here.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void aReceiveFromABoundNameWhoDiesBeforeItEverSpoke() {
        Program peer = lab.program(1, 11);
        server.rmtbind(11, 1);
        server.send(11, 1, 5);
        lab.advanceMillis(5);
        Ended waits = server.receive(11, -1);
        peer.kill();

        assertThat(waits.code()).isEqualTo(Codes.SRCDIED);
    }

    @Test
    void whatWaitedOfTheDeadIsGone() {
        Program peer = lab.program(1, 11);
        peer.rmtbind(10, 2);
        peer.notify(10);
        peer.send(10, 1);
        Program local = lab.program(2, 12);
        local.notify(10);
        local.send(10, 2);
        client.sendrec(10, 3);
        peer.kill();
        local.kill();
        client.kill();

        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void deathIsToldToEveryNodeThatHoldsANameAndNoOther() {
        client.sendrec(10, 1, 10);
        lab.advanceMillis(10);
        lab.trace.clear();
        server.kill();

        assertThat(lab.trace)
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.header().cmd()).isEqualTo(Command.PROCESS_DIED);
                            assertThat(f.to()).isEqualTo(1);
                        });
    }

    @Test
    void deathIsNotToldToANodeThatLeftSince() {
        client.sendrec(10, 1);
        lab.leave(1, 2);
        lab.trace.clear();
        server.kill();

        assertThat(lab.trace).isEmpty();
    }

    @Test
    void aNewLifeWhoseForerunnersDeathWasNotToldEndsIt() {
        client.sendrec(10, 1);
        server.receive();
        lab.leave(1, 2);
        client.kill();
        Program again = lab.program(1, 50);
        again.rmtbind(10, 2);
        Ended asked = again.sendrec(10, 2);
        Note note = server.receive().note();

        assertThat(note.generation()).isEqualTo(again.generation());
        server.reply(note.source(), 3);
        assertThat(asked.note().value()).isEqualTo(3);
    }

    @Test
    void aDyingChainFailsLinkByLink() {
        Program middle = lab.program(2, 11);
        Program front = lab.program(1, 51);
        front.rmtbind(11, 2);
        Ended outer = front.sendrec(11, 1);
        middle.receive();
        Ended inner = middle.sendrec(10, 2);
        server.receive();
        server.kill();
        assertThat(inner.code()).isEqualTo(Codes.SRCDIED);
        assertThat(outer.open()).isTrue();
        middle.kill();

        assertThat(outer.code()).isEqualTo(Codes.SRCDIED);
    }
}
