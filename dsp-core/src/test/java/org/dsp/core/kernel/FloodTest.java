package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K6: a peer that sends on and never reads what it is answered costs a bound, then its link. */
class FloodTest {
    private final KernelLab lab = new KernelLab(1, 2, 3);

    @BeforeEach
    void nodeOneDoesNotRead() {
        lab.window(2, 1, 0);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    private static ProxyHeader request(int cmd, int src, int dst, int id) {
        ProxyHeader h = new ProxyHeader().cmd(cmd).src(src).dst(dst).snode(1).dnode(2);
        return h.flags(ProxyHeader.FLAG_ROUTING).request(id).srcGen(9);
    }

    @Test
    void oneErrorAckWaitsForEachRemoteProcess() {
        for (int id = 1; id <= 100; id++) {
            lab.inject(1, 2, request(Command.SNDREC_MSG, 50 + id % 2, 10, id), Payload.EMPTY);
        }

        assertThat(lab.kernel(2).outbox.inUse()).isEqualTo(2);
        lab.hold(2, 1);
        lab.window(2, 1, 10);
        assertThat(lab.trace)
                .extracting(f -> f.header().dst(), f -> f.header().request())
                .containsExactly(tuple(51, 99), tuple(50, 100));
        assertThat(lab.links(2).expelled).isEmpty();
        lab.leave(1, 2);
    }

    @Test
    void aFloodOfErrorsEndsTheLink() {
        int sent = 0;
        while (lab.links(2).expelled.isEmpty() && sent < 10_000) {
            sent++;
            lab.inject(1, 2, request(Command.SNDREC_MSG, 50, 10, sent), Payload.EMPTY);
        }

        assertThat(lab.links(2).expelled).containsExactly(1);
        assertThat(sent).isBetween(1000, 2000);
    }

    @Test
    void aFloodOfSendsThatAreTakenEndsTheLink() {
        Program server = lab.program(2, 10);
        int sent = 0;
        while (lab.links(2).expelled.isEmpty() && sent < 10_000) {
            sent++;
            server.receive();
            lab.inject(1, 2, request(Command.SEND_MSG, 11, 10, sent), Payload.EMPTY);
            assertThat(lab.kernel(2).outbox.inUse()).isLessThanOrEqualTo(1);
        }

        assertThat(lab.links(2).expelled).containsExactly(1);
    }

    @Test
    void aFloodOfChunksEndsTheLink() {
        int sent = 0;
        while (lab.links(2).expelled.isEmpty() && sent < 10_000) {
            sent++;
            ProxyHeader h = new ProxyHeader().cmd(Command.COPYIN_DATA).src(10).dst(50);
            h.snode(1).dnode(2).flags(ProxyHeader.FLAG_ROUTING).len(8).vBytes(8);
            h.vSrc(10).vDst(50).vRqtr(10).copyId(sent).copyDstNode(2).copyRqtrNode(1);
            lab.inject(1, 2, h, lab.ledger.payload(new byte[8]));
        }

        assertThat(lab.links(2).expelled).containsExactly(1);
        assertThat(sent).isBetween(1000, 2000);
    }

    @Test
    void acksForAThirdNodeThatDoesNotReadAreBoundedAndCostNobodyElse() {
        for (int sent = 1; sent < 5000; sent++) {
            ProxyHeader h = new ProxyHeader().cmd(Command.COPYIN_RQST).src(50).dst(51);
            h.snode(3).dnode(2).flags(ProxyHeader.FLAG_ROUTING).len(8).vBytes(8);
            h.vSrc(50).vDst(51).vRqtr(10).copyId(sent).copyDstNode(2).copyRqtrNode(1);
            lab.inject(3, 2, h, lab.ledger.payload(new byte[8]));
        }

        assertThat(lab.links(2).expelled).isEmpty();
        assertThat(lab.kernel(2).outbox.inUse()).isLessThan(2000);
        lab.leave(1, 2);
    }

    @Test
    void whoReadsMayBeWrongAsOftenAsItLikes() {
        lab.window(2, 1, 10);
        for (int sent = 1; sent < 5000; sent++) {
            lab.inject(1, 2, request(Command.SNDREC_MSG, 50, 10, sent), Payload.EMPTY);
        }

        assertThat(lab.links(2).expelled).isEmpty();
    }

    @Test
    void anExpelledPeersClientsAreForgottenAtOnce() {
        Program server = lab.program(2, 10);
        lab.inject(1, 2, request(Command.SNDREC_MSG, 50, 10, 1), Payload.EMPTY);
        lab.inject(1, 2, request(Command.SNDREC_MSG, 51, 10, 1), Payload.EMPTY);
        server.receive();
        for (int sent = 2; lab.links(2).expelled.isEmpty(); sent++) {
            lab.inject(1, 2, request(Command.SEND_MSG, 11, 12, sent), Payload.EMPTY);
        }

        assertThat(server.reply(50, 1).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
    }

    @Test
    void quietRepliesToWhoDoesNotReadAreBoundedByDebts() {
        Program server = lab.program(2, 10);
        for (int id = 1; id <= 200; id++) {
            lab.inject(1, 2, request(Command.SNDREC_MSG, 50, 10, id), Payload.EMPTY);
            server.receive();
            server.quietReply(50, id);
        }

        assertThat(lab.kernel(2).outbox.inUse()).isEqualTo(1);
        assertThat(server.quietFailures).hasSize(199);
        lab.leave(1, 2);
    }
}
