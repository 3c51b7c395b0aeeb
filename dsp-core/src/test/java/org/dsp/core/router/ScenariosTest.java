package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.Test;

/** The scenarios of the two notes, with their node and endpoint ids. */
class ScenariosTest {
    private static final Service M3FTP = ServiceLab.service("m3ftp", 20, 20, 29, Policy.FIRST_FIT);

    private final ServiceLab lab = new ServiceLab(List.of(0, 1), List.of(3, 4), M3FTP);

    private static void answered(Prog client, int source, int node, int value) {
        assertThat(client.waits()).isFalse();
        assertThat(client.last().source()).isEqualTo(source);
        assertThat(client.last().node()).isEqualTo(node);
        assertThat(client.last().value()).isEqualTo(value);
    }

    @Test
    void theFirstClientIsServedBy20OnNode0() {
        Prog client = lab.node(3).prog(50);
        // As the note says it, though nobody needs to.
        assertThat(client.rmtbind(20, 0)).isEqualTo(20);
        client.sendrec(20, 1);
        assertThat(lab.node(0).orders).hasSize(1);
        assertThat(lab.node(0).orders.get(0).arguments()).containsExactly("0", "20", "3", "50");
        Prog server = lab.node(0).at(20);
        assertThat(server.last().source()).isEqualTo(50);

        server.answers(2);

        answered(client, 20, 0, 2);
        assertThat(lab.node(0).opened).hasSize(1);
    }

    @Test
    void theSecondClientIsServedBy21SeenAs20() {
        lab.node(3).prog(50).sendrec(20, 1);
        Prog second = lab.node(3).prog(51).sendrec(20, 5);

        lab.node(0).at(21).answers(6);

        answered(second, 20, 0, 6);
        ProxyHeader answer = lab.lastOf(Command.REPLY_MSG);
        assertThat(answer.src()).isEqualTo(20);
        assertThat(answer.mSource()).isEqualTo(20);
        assertThat(answer.has(ProxyHeader.FLAG_CHECK_HDR)).isTrue();
    }

    @Test
    void whileNode0IsSaturatedNode1ServesSeenAsNode0() {
        lab.node(3).prog(50).sendrec(20, 1);
        lab.node(0).rank = Rank.SATURATED;
        lab.publish();
        Prog client = lab.node(4).prog(51).sendrec(20, 9);

        lab.node(1).at(20).answers(10);

        answered(client, 20, 0, 10);
        assertThat(lab.node(0).orders).hasSize(1);
    }

    @Test
    void theSame51OfTwoNodesAndALocalOne() {
        Prog of3 = lab.node(3).prog(51).sendrec(20, 3);
        Prog of4 = lab.node(4).prog(51).sendrec(20, 4);
        Prog of0 = lab.node(0).prog(51).sendrec(20, 5);
        List<Prog> clients = List.of(of3, of4, of0);
        for (int i = 0; i < 3; i++) {
            Prog server = lab.node(0).at(20 + i);
            assertThat(server.last().source()).isEqualTo(51);
            assertThat(server.seen).containsExactly(3 + i);
            Prog client = clients.get(i);
            client.fill(100, 100_000, i);
            assertThat(server.vcopy(51, 100, Endpoints.SELF, 0, 100_000)).isEqualTo(100_000);
            assertThat(Arrays.copyOfRange(server.memory, 0, 100_000))
                    .isEqualTo(Arrays.copyOfRange(client.memory, 100, 100_100));
            server.fill(0, 70_000, 90 + i);
            assertThat(server.vcopy(Endpoints.SELF, 0, 51, 5, 70_000)).isEqualTo(70_000);
            assertThat(Arrays.copyOfRange(client.memory, 5, 70_005))
                    .isEqualTo(Arrays.copyOfRange(server.memory, 0, 70_000));
            server.reply(51, 30 + i);
            assertThat(server.last().code()).isZero();
            answered(client, 20, 0, 30 + i);
        }
    }

    @Test
    void theVirtualNodeOfTheFirstNote() {
        ServiceLab note =
                new ServiceLab(
                        List.of(2),
                        List.of(1),
                        ServiceLab.service("latency", 10, 10, 19, Policy.FIRST_FIT));
        note.presented(0);
        Prog client = note.node(1).prog(50);
        for (int i = 0; i < 5; i++) {
            client.sendrec(10, i);
            Prog server = note.node(2).at(10);
            server.sendTo(50, 100 + i);
            server.receive();
            answered(client, 10, 0, 100 + i);
        }
        assertThat(note.node(1).node.sentTo(0)).isEqualTo(10);
        assertThat(note.node(1).node.receivedFrom(0)).isEqualTo(5);
        assertThat(note.node(1).node.sentTo(2)).isZero();
        assertThat(note.node(1).node.receivedFrom(2)).isZero();
        assertThat(note.node(2).orders).hasSize(1);
    }

    @Test
    void aProgramThatAnswersWithItsRealEndpoint() {
        lab.node(3).prog(50).sendrec(20, 1);
        Prog client = lab.node(3).prog(51).sendrec(20, 2);
        lab.node(0).at(21).answers(21);

        client.sendrec(client.last().value(), 3);
        lab.node(0).at(21).answers(33);

        answered(client, 21, 0, 33);
        client.sendrec(20, 4);
        lab.node(0).at(21).answers(34);
        answered(client, 20, 0, 34);
        assertThat(lab.node(0).orders).hasSize(2);

        // Somebody else's program is not reached by it.
        client.sendrec(20 + 2, 5);
        assertThat(client.last().code()).isNegative();
        assertThat(lab.node(0).at(20).seen).containsExactly(1);
    }

    @Test
    void everyFrameOfASessionSaysThatItWasRouted() {
        ServiceLab one =
                new ServiceLab(
                        List.of(0),
                        List.of(3),
                        ServiceLab.service("s", 20, 20, 22, Policy.FIRST_FIT));
        one.node(3).prog(50).sendrec(20, 1);
        one.node(0).node.endSession(one.node(0).opened.get(0).id(), "operator", one.now);
        one.run();
        assertThat(one.trace)
                .filteredOn(h -> h.session() != 0)
                .extracting(h -> h.cmd() + " " + h.has(ProxyHeader.FLAG_CHECK_HDR))
                .allMatch(said -> said.endsWith("true"));
    }
}
