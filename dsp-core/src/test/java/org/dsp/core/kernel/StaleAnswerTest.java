package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K4: what serves a request that is over reaches nobody. */
class StaleAnswerTest {
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

    @Test
    void theLateAnswerOfARequestThatTimedOutDoesNotAnswerItsRepetition() {
        client.sendrec(10, 1, 100);
        server.receive();
        lab.hold(2, 1);
        Ended late = server.send(50, 111);
        lab.advanceMillis(100);
        Ended again = client.sendrec(10, 2);
        lab.release(2, 1);

        assertThat(late.code()).isEqualTo(Codes.PROCSTS);
        assertThat(again.open()).isTrue();
        assertThat(server.receive().note().value()).isEqualTo(2);
        server.reply(50, 222);
        assertThat(again.note().value()).isEqualTo(222);
    }

    @Test
    void aLateReplyIsDroppedAndCounted() {
        client.sendrec(10, 1, 100);
        server.receive();
        lab.hold(2, 1);
        assertThat(server.reply(50, 111).code()).isZero();
        lab.advanceMillis(100);
        Ended again = client.sendrec(10, 2);
        lab.release(2, 1);

        assertThat(again.open()).isTrue();
        assertThat(lab.kernel(1).dropped()).isEqualTo(1);
        server.receive();
        server.reply(50, 222);
        assertThat(again.note().value()).isEqualTo(222);
    }

    @Test
    void anAnswerGivenWhileTheCancelIsOnItsWayReachesNobody() {
        client.sendrec(10, 1, 100);
        server.receive();
        lab.hold(1, 2);
        lab.advanceMillis(100);
        Ended again = client.sendrec(10, 2);
        Ended late = server.send(50, 111);
        lab.release(1, 2);

        assertThat(late.code()).isEqualTo(Codes.PROCSTS);
        assertThat(again.open()).isTrue();
        server.receive();
        server.reply(50, 222);
        assertThat(again.note().value()).isEqualTo(222);
    }

    @Test
    void locallyTheLateAnswerIsRefused() {
        Program local = lab.program(2, 51);
        local.sendrec(10, 1, 100);
        server.receive();
        lab.advanceMillis(100);
        Ended again = local.sendrec(10, 2);

        assertThat(server.send(51, 111).code()).isEqualTo(Codes.PROCSTS);
        assertThat(again.open()).isTrue();
        server.receive();
        server.reply(51, 222);
        assertThat(again.note().value()).isEqualTo(222);
    }

    @Test
    void aSecondOperationOfOneRemoteProcessIsRefused() {
        client.sendrec(10, 1);
        ProxyHeader twin = new ProxyHeader().copyFrom(lab.trace.get(0).header());

        assertThat(lab.inject(1, 2, twin.request(99), Payload.EMPTY)).isEqualTo(Codes.ENQUEUED);

        server.receive();
        server.reply(50, 2);
        assertThat(client.calls().get(client.calls().size() - 1).note().value()).isEqualTo(2);
    }

    @Test
    void anAnswerOfAnotherServerIsNone() {
        Program other = lab.program(2, 11);
        Ended asked = client.sendrec(10, 1);
        server.receive();
        ProxyHeader request = lab.trace.get(0).header();
        ProxyHeader forged = new ProxyHeader().cmd(Command.REPLY_MSG).src(11).dst(50);
        forged.snode(2).dnode(1).flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        forged.request(request.request()).srcGen(other.generation());

        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isEqualTo(Codes.PROCSTS);

        assertThat(asked.open()).isTrue();
        server.reply(50, 2);
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void onlyTheOwnServerCanFailARequest() {
        Program other = lab.program(2, 11);
        Ended asked = client.sendrec(10, 1);
        ProxyHeader request = lab.trace.get(0).header();
        ProxyHeader forged = new ProxyHeader().cmd(Command.SNDREC_ACK).src(11).dst(50);
        forged.snode(2).dnode(1).flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        forged.rcode(-109).request(request.request()).srcGen(other.generation());

        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isEqualTo(Codes.ACKWAIT);
        forged.src(10).cmd(Command.SEND_ACK);
        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isEqualTo(Codes.ACKWAIT);
        forged.cmd(Command.SNDREC_ACK).rcode(0);
        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isEqualTo(Codes.ACKWAIT);
        forged.rcode(-109).flags(ProxyHeader.FLAG_ROUTING);
        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isEqualTo(Codes.ACKWAIT);
        assertThat(asked.open()).isTrue();
        forged.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        assertThat(lab.inject(2, 1, forged, Payload.EMPTY)).isZero();
        assertThat(asked.code()).isEqualTo(-109);
        server.receive(Endpoints.ANY, 0);
    }

    @Test
    void cancelOfAnOlderRequestLeavesTheNewerAlone() {
        client.sendrec(10, 1, 100);
        lab.advanceMillis(100);
        ProxyHeader cancel = new ProxyHeader().copyFrom(last().header());
        Ended again = client.sendrec(10, 2);

        assertThat(cancel.cmd()).isEqualTo(Command.CANCEL);
        lab.inject(1, 2, cancel, Payload.EMPTY);

        assertThat(server.receive().note().value()).isEqualTo(2);
        lab.inject(1, 2, cancel, Payload.EMPTY);
        server.reply(50, 3);
        assertThat(again.note().value()).isEqualTo(3);
    }

    private KernelLab.Frame last() {
        return lab.trace.get(lab.trace.size() - 1);
    }
}
