package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.node.NodeSettings;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Limits;
import org.junit.jupiter.api.Test;

/** K1–K3, K7: the same number on several nodes. Server 10 is on node 2. */
class NamesTest {
    private final KernelLab lab = new KernelLab(2, 3, 4);
    private final Program server = lab.program(2, 10);

    private Program client(int node, int endpoint) {
        Program p = lab.program(node, endpoint);
        if (node != 2) {
            p.rmtbind(10, 2);
        }
        return p;
    }

    @Test
    void threeClientsOfOneNumberEachGetTheirOwnAnswer() {
        Ended a = client(3, 51).sendrec(10, 3);
        Ended b = client(4, 51).sendrec(10, 4);
        Ended c = client(2, 51).sendrec(10, 2);

        Note first = server.receive().note();
        Note second = server.receive().note();
        Note third = server.receive().note();

        assertThat(List.of(first.node(), second.node(), third.node())).containsExactly(3, 4, 2);
        assertThat(List.of(first.source(), second.source(), third.source()))
                .containsExactly(51, 220, 219);
        server.reply(third.source(), 102);
        server.reply(first.source(), 103);
        server.send(second.source(), 104);
        assertThat(a.note()).extracting(Note::value, Note::source).containsExactly(103, 10);
        assertThat(b.note()).extracting(Note::value, Note::source).containsExactly(104, 10);
        assertThat(c.note()).extracting(Note::value, Note::source).containsExactly(102, 10);
        lab.assertClean();
    }

    @Test
    void aNameIsKeptForAsLongAsItsHolderLives() {
        Program a = client(3, 51);
        Program b = client(4, 51);
        for (int i = 0; i < 3; i++) {
            a.sendrec(10, 3);
            b.sendrec(10, 4);
            assertThat(server.receive().note().source()).isEqualTo(51);
            assertThat(server.receive().note().source()).isEqualTo(220);
            server.reply(51, 0);
            server.reply(220, 0);
        }
    }

    @Test
    void anAliasIsNoEndpointThatIsBoundHere() {
        lab.program(2, 220);
        client(3, 51).sendrec(10, 3);
        client(4, 51).sendrec(10, 4);

        server.receive();
        assertThat(server.receive().note().source()).isEqualTo(219);
    }

    @Test
    void killingOneDisturbsNoOther() {
        Program a = client(3, 51);
        Ended ofA = a.sendrec(10, 3);
        Ended ofB = client(4, 51).sendrec(10, 4);
        Ended ofC = client(2, 51).sendrec(10, 2);
        for (int i = 0; i < 3; i++) {
            server.receive();
        }

        a.kill();

        assertThat(server.reply(51, 0).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.send(51, 0).code()).isEqualTo(Codes.PROCSTS);
        server.reply(220, 104);
        server.reply(219, 102);
        assertThat(ofB.note().value()).isEqualTo(104);
        assertThat(ofC.note().value()).isEqualTo(102);
        assertThat(ofA.open()).isTrue();
        lab.assertClean();
    }

    @Test
    void theAnswerToADeadOneDoesNotReachItsNamesake() {
        Program a = client(3, 51);
        a.sendrec(10, 3);
        server.receive();
        Ended ofB = client(2, 51).sendrec(10, 2);
        server.receive();

        a.kill();

        assertThat(server.send(51, 666).code()).isEqualTo(Codes.PROCSTS);
        assertThat(server.reply(51, 666).code()).isEqualTo(Codes.DSTDIED);
        assertThat(server.vcopy(51, 0, Endpoints.SELF, 0, 10).code()).isEqualTo(Codes.PROCSTS);
        assertThat(ofB.open()).isTrue();
        server.reply(220, 1);
        assertThat(ofB.note().value()).isEqualTo(1);
    }

    @Test
    void aNameIsFreeAgainWhenItsHolderIsGone() {
        Program a = client(3, 51);
        a.sendrec(10, 3);
        server.receive();
        a.kill();
        client(4, 51).sendrec(10, 4);

        assertThat(server.receive().note()).extracting(Note::source, Note::node).contains(51, 4);
        server.reply(51, 0);

        lab.leave(2, 4);
        Program again = client(3, 51);
        again.sendrec(10, 5);
        assertThat(server.receive().note()).extracting(Note::source, Note::node).contains(51, 3);
        server.reply(51, 0);
    }

    @Test
    void aNewLifeOfTheSameEndpointIsAnotherProcess() {
        Program a = client(3, 51);
        a.sendrec(10, 1);
        server.receive();
        lab.hold(2, 3);
        server.send(51, 111);
        a.kill();
        Program b = client(3, 51);
        Ended asked = b.sendrec(10, 2);
        lab.release(2, 3);

        assertThat(asked.open()).isTrue();
        Note note = server.receive().note();
        assertThat(note.generation()).isEqualTo(b.generation()).isNotEqualTo(a.generation());
        server.reply(51, 222);
        assertThat(asked.note().value()).isEqualTo(222);
    }

    @Test
    void oneWhoHasTheReceiversOwnNumberIsPresentedUnderAnother() {
        ProxyHeader h = new ProxyHeader().cmd(Command.SNDREC_MSG).src(10).dst(10);
        h.snode(3).dnode(2).flags(ProxyHeader.FLAG_ROUTING).request(1).srcGen(7);
        lab.inject(3, 2, h, Payload.EMPTY);

        assertThat(server.receive().note()).extracting(Note::source, Note::node).contains(220, 3);
        assertThat(server.send(10, 1).code()).isEqualTo(Codes.BADSRCDST);
    }

    @Test
    void withoutAFreeAliasTheCallerIsTold() {
        KernelLab small = new KernelLab(new Limits(4, 8, 10), 2, 3, 4);
        Program s = small.program(2, 1);
        Program a = small.program(3, 6);
        Program b = small.program(3, 7);
        a.rmtbind(1, 2);
        b.rmtbind(1, 2);
        a.sendrec(1, 1);
        b.sendrec(1, 1);
        s.receive();
        s.receive();
        Program c = small.program(4, 7);
        c.rmtbind(1, 2);

        assertThat(c.sendrec(1, 1).code()).isEqualTo(Codes.NOSPC);
        Program local = small.program(2, 7);
        assertThat(local.sendrec(1, 1).code()).isEqualTo(Codes.NOSPC);

        b.kill();
        assertThat(c.sendrec(1, 1).open()).isTrue();
        assertThat(s.receive().note().node()).isEqualTo(4);
    }

    @Test
    void withAutobindOffStrangersAreRefusedAndToldSo() {
        lab.links(2).autobind(3, false);

        Ended asked = client(3, 51).sendrec(10, 1);

        assertThat(asked.code()).isEqualTo(Codes.NOTBIND);
        assertThat(client(4, 51).sendrec(10, 1).open()).isTrue();
    }

    @Test
    void withAutobindOffABoundNameIsServed() {
        lab.links(2).autobind(3, false);
        assertThat(server.rmtbind(51, 3).code()).isEqualTo(51);
        Program a = client(3, 51);

        for (int life = 0; life < 2; life++) {
            Ended asked = a.sendrec(10, 1);
            assertThat(server.receive().note().source()).isEqualTo(51);
            server.reply(51, 2);
            assertThat(asked.note().value()).isEqualTo(2);
            a.kill();
            a = client(3, 51);
        }
    }

    @Test
    void withAutobindOffTheOperatorsNamesAreServed() {
        NodeSettings.RemoteName name = new NodeSettings.RemoteName(0, 51, 3, "client");
        KernelLab named =
                new KernelLab(s -> KernelLab.with(s, s.containers(), List.of(name), 4), 2, 3);
        named.links(2).autobind(3, false);
        Program s = named.program(2, 10);
        Program a = named.program(3, 51);
        a.rmtbind(10, 2);

        a.sendrec(10, 1);

        assertThat(s.receive().note().source()).isEqualTo(51);
        s.reply(51, 0);
    }

    @Test
    void theOperatorsNamesAreForEverybodyAndALocalEndpointComesFirst() {
        NodeSettings.RemoteName name = new NodeSettings.RemoteName(0, 10, 2, "server");
        KernelLab named =
                new KernelLab(s -> KernelLab.with(s, s.containers(), List.of(name), 4), 2, 3);
        Program remote = named.program(2, 10);
        Program a = named.program(3, 50);
        a.sendrec(10, 1, 10);
        assertThat(remote.receive().note().node()).isEqualTo(3);
        named.advanceMillis(10);
        Program local = named.program(3, 10);
        Program b = named.program(3, 51);

        b.sendrec(10, 2);

        assertThat(local.receive().note().source()).isEqualTo(51);
        assertThat(remote.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
        a.sendrec(10, 3);
        assertThat(remote.receive().note().value()).isEqualTo(3);
    }

    @Test
    void rmtbindIsTheCallersOwn() {
        Program a = client(3, 50);
        Program b = lab.program(3, 51);

        assertThat(b.sendrec(10, 1).code()).isEqualTo(Codes.NOTBIND);
        assertThat(a.sendrec(10, 1).open()).isTrue();
    }

    @Test
    void rmtbindChecksWhatItIsGiven() {
        Program a = lab.program(3, 50);
        assertThat(a.rmtbind(221, 2).code()).isEqualTo(Codes.BADRANGE);
        assertThat(a.rmtbind(10, 3).code()).isEqualTo(Codes.BADNODEID);
        assertThat(a.rmtbind(10, -1).code()).isEqualTo(Codes.BADNODEID);
        assertThat(a.rmtbind(10, 500).code()).isEqualTo(Codes.BADNODEID);
        assertThat(a.rmtbind(10, 7).code()).isEqualTo(Codes.NOPROXY);
        assertThat(a.rmtbind(50, 2).code()).isEqualTo(Codes.SLOTUSED);
        assertThat(a.rmtbind(10, 2).code()).isEqualTo(10);
        assertThat(a.rmtbind(10, 2).code()).as("again").isEqualTo(10);
        assertThat(a.rmtbind(10, 4).code()).isEqualTo(Codes.SLOTUSED);
    }

    @Test
    void rmtbindReplacesAnAliasThatIsAtRest() {
        Program a = client(3, 51);
        a.sendrec(10, 3);
        server.receive();
        Program b = client(4, 51);
        b.sendrec(10, 4);
        server.receive();
        server.reply(51, 0);
        a.kill();

        assertThat(server.rmtbind(51, 4).code()).as("owed an answer").isEqualTo(Codes.RSCBUSY);
        server.reply(220, 0);
        assertThat(server.rmtbind(51, 4).code()).isEqualTo(51);
        b.sendrec(10, 5);
        assertThat(server.receive().note().source()).isEqualTo(51);
        server.reply(51, 0);
    }

    @Test
    void aScriptsRmtbindOfItsClientIsNoOp() {
        Program a = client(3, 51);
        a.sendrec(10, 1);
        server.receive();

        assertThat(server.rmtbind(51, 3).code()).isEqualTo(51);
        assertThat(server.reply(51, 2).code()).isZero();
    }
}
