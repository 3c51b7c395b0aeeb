package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dsp.core.agent.SessionMessage.Close;
import org.dsp.core.agent.SessionMessage.SessionClose;
import org.dsp.core.agent.SessionMessage.SessionOpen;
import org.dsp.core.agent.SessionMessage.Snapshot;
import org.dsp.core.agent.SessionMessage.SnapshotNext;
import org.junit.jupiter.api.Test;

/** The replicated table: one writer, versions, transfers, judgements. */
class SessionsTest {
    @Test
    void everyNodeKnowsEverySession() {
        Lab lab = Lab.configured();

        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.node(2).open(Sessions.of(2, 5, 2));
        lab.node(1).open(Sessions.of(3, 1, 1));
        lab.node(2).agent.sessionClosed(2, lab.now);
        lab.node(2).agent.sessionClosed(2, lab.now);
        lab.settle();

        lab.assertAgreed();
        assertThat(lab.node(5).sessions())
                .extracting(Session::id)
                .containsExactlyInAnyOrder(1L, 3L);
        assertThat(lab.node(5).of(1).sessions()).isEqualTo(2);
        assertThat(lab.node(5).of(2).sessionVersion()).isEqualTo(2);
    }

    @Test
    void aSessionHasOneWriter() {
        Lab lab = Lab.configured();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.node(1).open(Sessions.of(1, 4, 2)))
                .withMessageContaining("session of server node 2; allowed 1");
        lab.node(1).open(Sessions.of(1, 4, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.node(1).open(Sessions.of(1, 4, 1)))
                .withMessageContaining("allowed a new id");
    }

    @Test
    void whatOneNodeSaysOfAnothersSessionsDoesNotCount() {
        Lab lab = Lab.configured();
        long life = lab.node(1).who.incarnation();

        lab.node(1).multicast(new SessionOpen(life, 1, Sessions.of(1, 4, 2)));
        lab.settle();

        assertThat(lab.node(5).sessions()).isEmpty();
        assertThat(lab.node(5).notes).anyMatch(n -> n.text().contains("session of node 2"));
    }

    @Test
    void aMissingChangeIsPulled() {
        Lab lab = Lab.configured();
        lab.lost = message -> message instanceof SessionOpen open && open.session().id() == 1;
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();
        assertThat(lab.node(5).sessions()).isEmpty();

        lab.node(1).open(Sessions.of(2, 4, 1));
        lab.settle();

        lab.assertAgreed();
        assertThat(lab.node(5).sessions()).hasSize(2);
    }

    @Test
    void aMissingLastChangeShowsAtTheNextReport() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.lost = SessionClose.class::isInstance;
        lab.node(1).agent.sessionClosed(1, lab.now);
        lab.settle();
        lab.lost = message -> false;
        assertThat(lab.node(5).sessions()).hasSize(1);

        lab.pass(31_000);

        lab.assertAgreed();
        assertThat(lab.node(5).sessions()).isEmpty();
    }

    @Test
    void aJoinerHasTheTableOfAllInManyChunks() {
        Lab lab = Lab.configured();
        for (int i = 1; i <= 30_000; i++) {
            lab.node(1).open(Sessions.of(i, 4, 1));
        }
        lab.settle();

        lab.start(9);
        lab.pass(1000);

        lab.assertAgreed();
        assertThat(lab.node(9).sessions()).hasSize(30_000);
    }

    @Test
    void withChangesRunningDuringTheTransferTheJoinersDigestEqualsTheOwners() {
        Lab lab = Lab.configured();
        for (int i = 1; i <= 30_000; i++) {
            lab.node(1).open(Sessions.of(i, 4, 1));
        }
        lab.settle();
        // Each chunk that the joiner asks for finds the table changed: old ones gone, new ones
        // come.
        long[] next = {100_000};
        int[] steps = {0};
        lab.lost =
                message -> {
                    if (message instanceof SnapshotNext) {
                        steps[0]++;
                        for (int i = 0; i < 500; i++) {
                            lab.node(1).agent.sessionClosed(steps[0] * 500L + i, lab.now);
                            lab.node(1).open(Sessions.of(next[0]++, 4, 1));
                        }
                    }
                    return false;
                };

        lab.start(9);
        lab.pass(1000);

        assertThat(steps[0]).isGreaterThan(3);
        assertThat(lab.node(9).of(1).sessionDigest()).isEqualTo(lab.node(1).of(1).sessionDigest());
        assertThat(lab.node(9).of(1).sessionVersion()).isEqualTo(30_000 + 1000L * steps[0]);
        lab.assertAgreed();
    }

    @Test
    void aTransferThatStallsIsBegunAnew() {
        Lab lab = Lab.configured();
        for (int i = 1; i <= 30_000; i++) {
            lab.node(1).open(Sessions.of(i, 4, 1));
        }
        lab.settle();
        lab.lost = message -> message instanceof Snapshot chunk && chunk.index() == 2;
        lab.start(9);
        lab.pass(1000);
        assertThat(lab.node(9).of(1).proven()).isFalse();

        lab.lost = message -> false;
        lab.pass(5000);

        lab.assertAgreed();
    }

    @Test
    void aDamagedTransferDoesNotCount() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();
        // The one chunk that the joiner gets has no session in it, though the digest says one.
        lab.lost =
                message -> {
                    if (message instanceof Snapshot s && s.sessions().size() == 1) {
                        lab.node(1)
                                .send(
                                        lab.node(9).member,
                                        new Snapshot(
                                                s.transfer(),
                                                s.life(),
                                                s.asOf(),
                                                s.digest(),
                                                0,
                                                true,
                                                List.of()));
                        return true;
                    }
                    return false;
                };
        lab.start(9);
        lab.pass(500);

        assertThat(lab.node(9).of(1).proven()).isFalse();
        assertThat(lab.node(9).notes).anyMatch(n -> n.text().contains("damaged"));

        lab.lost = message -> false;
        lab.pass(5000);
        lab.assertAgreed();
    }

    // ---- ends

    @Test
    void aLinkThatWasLeftEndsTheSessionsOfItsClients() {
        Lab lab = Lab.configured();
        lab.node(1).agent.link(4, true, lab.now);
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.node(1).open(Sessions.of(2, 5, 1));
        lab.settle();

        lab.node(1).agent.link(4, false, lab.now);
        lab.settle();

        assertThat(lab.node(1).ended).containsExactly(1L);
        assertThat(lab.node(5).sessions()).extracting(Session::id).containsExactly(2L);
        lab.assertAgreed();
    }

    @Test
    void aClientsNodeThatIsGoneForGoodEndsItsSessionsAlsoWithoutALink() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();

        lab.crash(4);
        lab.pass(6000);

        assertThat(lab.node(1).ended).containsExactly(1L);
        lab.assertAgreed();
    }

    @Test
    void aClientsNodeThatIsOutOfTheGroupGoesOnWhileItsLinkIsUp() {
        Lab lab = Lab.configured();
        lab.node(1).agent.link(4, true, lab.now);
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();

        lab.crash(4);
        lab.pass(20_000);

        assertThat(lab.node(1).ended).isEmpty();
    }

    @Test
    void aClientsNodeThatWasRestartedHasNoSessions() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();

        lab.crash(4);
        lab.start(4);
        lab.pass(100);

        assertThat(lab.node(1).ended).containsExactly(1L);
    }

    // ---- judgements

    @Test
    void ofTwoSessionsThatClaimOneClientItsNodeLetsTheLaterLive() {
        Lab lab = Lab.configured();
        lab.split(List.of(List.of(1, 4), List.of(2, 3, 5)));
        lab.node(1).open(Sessions.claiming(10, 1, 4, 1));
        lab.node(2).open(Sessions.claiming(11, 1, 4, 2));
        lab.settle();

        lab.heal();
        lab.pass(1000);

        assertThat(lab.node(1).ended).containsExactly(10L);
        assertThat(lab.node(2).ended).isEmpty();
        assertThat(lab.node(5).sessions()).extracting(Session::id).containsExactly(11L);
        lab.assertAgreed();
    }

    @Test
    void nobodyButTheClientsNodeJudges() {
        Lab lab = Lab.configured();
        lab.lost = Close.class::isInstance;
        lab.node(1).open(Sessions.claiming(10, 1, 4, 1));
        lab.node(2).open(Sessions.claiming(11, 1, 4, 2));
        lab.settle();

        assertThat(lab.nodes.values().stream().filter(one -> says(one, Close.class)))
                .containsExactly(lab.node(4));
        assertThat(lab.node(5).sessions()).hasSize(2);

        // It is told again until it is done.
        lab.lost = message -> false;
        lab.pass(1000);
        assertThat(lab.node(5).sessions()).extracting(Session::id).containsExactly(11L);
    }

    @Test
    void aCloseOfAnotherNodeThanTheClientsIsIgnored() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(10, 4, 1));
        lab.settle();

        lab.node(5).send(lab.node(1).member, new Close(10, 11));
        lab.settle();

        assertThat(lab.node(1).ended).isEmpty();
    }

    @Test
    void aSessionOfItsOwnIsJudgedAlike() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.claiming(10, 1, 1, 1));
        lab.node(2).open(Sessions.claiming(11, 1, 1, 2));
        lab.settle();

        assertThat(lab.node(1).ended).containsExactly(10L);
        lab.assertAgreed();
    }

    @Test
    void sessionsOfOtherProcessesOrServicesAreNoRivals() {
        Lab lab = Lab.configured();
        lab.node(1).open(new Session(1, 0, 20, 4, 50, 1, 1, 1, 21, 2, 1));
        lab.node(2).open(new Session(2, 0, 20, 4, 50, 2, 1, 2, 21, 2, 1));
        lab.node(2).open(new Session(3, 0, 20, 4, 51, 1, 1, 2, 21, 2, 1));
        lab.node(2).open(new Session(4, 0, 19, 4, 50, 1, 1, 2, 21, 2, 1));
        lab.node(2).open(new Session(5, 1, 20, 4, 50, 1, 1, 2, 21, 2, 1));
        lab.node(2).open(new Session(6, 0, 20, 5, 50, 1, 1, 2, 21, 2, 1));
        lab.settle();

        assertThat(lab.node(4).sessions()).hasSize(6);
        assertThat(lab.node(1).ended).isEmpty();
    }

    private static boolean says(Lab.One one, Class<? extends AgentMessage> what) {
        return one.said.stream().anyMatch(what::isInstance);
    }
}
