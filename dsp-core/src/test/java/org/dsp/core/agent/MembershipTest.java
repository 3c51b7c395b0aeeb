package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.agent.MembershipMessage.Announce;
import org.junit.jupiter.api.Test;

/** Joining without a pause, leaving, merging. */
class MembershipTest {
    @Test
    void aLateServerIsConfiguredByTheLowestInitialisedOneAndInitialises() {
        Lab lab = Lab.configured();
        lab.crash(2);
        lab.nodes.values().forEach(one -> one.said.clear());

        lab.start(2);
        lab.pass(1000);

        assertThat(lab.node(2).state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(lab.node(1).said).anyMatch(ConfigMessage.Config.class::isInstance);
        assertThat(lab.node(3).said).noneMatch(ConfigMessage.Config.class::isInstance);
        assertThat(lab.node(4).said).noneMatch(ConfigMessage.Config.class::isInstance);
        lab.assertAgreed();
    }

    @Test
    void aLateClientIsConfiguredToo() {
        Lab lab = Lab.configured();

        lab.start(9);
        lab.pass(1000);

        assertThat(lab.node(9).state()).isEqualTo(AgentState.CLIENT);
        lab.assertAgreed();
    }

    @Test
    void whereOnlyClientsAreLeftTheLowestOfThemGivesTheConfiguration() {
        Lab lab = Lab.configured();
        lab.crash(1);
        lab.crash(2);
        lab.crash(3);

        lab.start(2);
        lab.pass(1000);

        assertThat(lab.node(2).state()).isEqualTo(AgentState.INITIALIZED);
        lab.assertAgreed();
    }

    @Test
    void nobodyStopsWhileOneJoins() {
        Lab lab = Lab.configured();
        lab.lost = message -> message instanceof ConfigMessage.AckConfig;
        lab.start(9);

        lab.node(1).open(Sessions.of(1, 5, 1));
        lab.settle();

        assertThat(lab.node(5).sessions()).hasSize(1);
    }

    @Test
    void whoDiesIsOutOfAllBitmapsAtOnce() {
        Lab lab = Lab.configured();

        lab.crash(2);

        AgentStatus status = lab.node(5).status();
        assertThat(status.bmCluster()).isEqualTo(NodeSet.of(1, 3, 4, 5));
        assertThat(status.bmServers()).isEqualTo(NodeSet.of(1, 3));
        assertThat(status.bmInit()).isEqualTo(NodeSet.of(1, 3));
        assertThat(lab.node(5).of(2).present()).isFalse();
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.UNKNOWN);
        assertThat(lab.node(5).of(2).proven()).isFalse();
    }

    @Test
    void whatADeadNodeOwnedStaysMarkedUntilAStableViewDecides() {
        Lab lab = Lab.configured();
        lab.node(2).open(Sessions.of(1, 5, 2));
        lab.settle();

        lab.crash(2);
        lab.pass(4000);
        assertThat(lab.node(5).sessions()).hasSize(1);
        lab.pass(2000);

        assertThat(lab.node(5).sessions()).isEmpty();
    }

    @Test
    void whoLeavesInOrderTakesItsSessionsAtOnce() {
        Lab lab = Lab.configured();
        lab.node(2).open(Sessions.of(1, 5, 2));
        lab.settle();

        lab.node(2).agent.stop(lab.now);
        lab.settle();

        assertThat(lab.node(5).sessions()).isEmpty();
        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 3));
    }

    @Test
    void aNodeThatComesBackInANewLifeOwnsNothingOfTheFormer() {
        Lab lab = Lab.configured();
        lab.node(2).open(Sessions.of(1, 5, 2));
        lab.settle();

        lab.crash(2);
        lab.start(2);
        lab.pass(1000);

        assertThat(lab.node(5).sessions()).isEmpty();
        lab.assertAgreed();
    }

    @Test
    void aLateWordOfALifeThatEndedDoesNotDisplaceTheNewOne() {
        Lab lab = Lab.configured();
        Lab.One before = lab.node(2);
        AgentMessage late =
                before.said.stream()
                        .filter(said -> said instanceof Announce announce && announce.settled())
                        .reduce((first, last) -> last)
                        .orElseThrow();
        lab.kill(2);
        lab.start(2);
        lab.pass(1000);
        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 2, 3));

        lab.node(5).agent.received(before.member, late, lab.now);
        lab.exclude(before.member);

        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 2, 3));
    }

    @Test
    void partsThatChangedDifferentlyAgreeAfterTheMerge() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 5, 1));
        lab.node(2).open(Sessions.of(2, 4, 2));
        lab.settle();
        lab.split(List.of(List.of(1, 4), List.of(2, 3, 5)));
        lab.node(1).open(Sessions.of(3, 4, 1));
        lab.node(1).agent.sessionClosed(1, lab.now);
        lab.node(3).open(Sessions.of(4, 5, 3));
        lab.node(2).agent.load(95, lab.now);
        lab.pass(20_000);

        lab.heal();
        lab.pass(2000);

        lab.assertAgreed();
        assertThat(lab.node(5).of(2).level()).isEqualTo(Level.SATURATED);
        // Session 2 ended: its owner saw its client's node gone from a stable view.
        assertThat(lab.node(5).sessions())
                .extracting(Session::id)
                .containsExactlyInAnyOrder(3L, 4L);
    }

    @Test
    void aShortPartitionTransfersNothingThatDidNotChange() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 4, 1));
        lab.settle();
        lab.split(List.of(List.of(1, 4), List.of(2, 3, 5)));
        lab.nodes.values().forEach(one -> one.said.clear());

        lab.heal();
        lab.pass(1000);

        lab.assertAgreed();
        assertThat(lab.nodes.values())
                .allSatisfy(
                        one ->
                                assertThat(one.said)
                                        .noneMatch(SessionMessage.Snapshot.class::isInstance));
    }

    @Test
    void whoIsNotHeardIsAsked() {
        Lab lab = new Lab();
        lab.start(1, 2);
        int[] swallowed = {0};
        lab.lost = message -> message instanceof Announce && swallowed[0]++ < 3;
        lab.start(3);
        lab.node(1).configure(1, "s1 s2");

        lab.pass(3000);

        lab.assertAgreed();
    }

    @Test
    void anAnnouncementThatComesBeforeTheViewCounts() {
        Lab lab = new Lab();
        lab.start(1);
        Member early = Member.agent(2, 99);
        Announcement who = new Announcement(2, "n2", "h", 1, 1, 98);
        Lab.One one = lab.node(1);

        one.agent.received(early, announce(who), lab.now);
        one.agent.viewInstalled(
                new GroupView(5, one.member, List.of(one.member, early), false), lab.now);

        assertThat(one.of(2).host()).isEqualTo("h");
    }

    @Test
    void whoeverRejoinsGoesOnAsBefore() {
        Lab lab = Lab.configured();
        lab.node(1).open(Sessions.of(1, 5, 1));
        lab.settle();

        lab.node(1).rejoin();
        lab.pass(1000);

        lab.assertAgreed();
        assertThat(lab.node(5).sessions()).hasSize(1);
        assertThat(lab.node(1).ended).isEmpty();
    }

    @Test
    void aDrainingServerStaysInitialisedAndTakesNothingNew() {
        Lab lab = Lab.configured();

        lab.node(2).agent.drain(true, lab.now);
        lab.pass(100);

        assertThat(lab.node(5).of(2).state()).isEqualTo(AgentState.DRAINING);
        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 2, 3));
        assertThat(lab.node(5).view().peer(2).orElseThrow().service().takesNew()).isFalse();

        lab.node(2).agent.drain(false, lab.now);
        lab.pass(100);

        assertThat(lab.node(5).of(2).state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(lab.node(5).view().peer(2).orElseThrow().service().takesNew()).isTrue();
        lab.assertAgreed();
    }

    @Test
    void aServerInMaintenanceComesBackWithInitialized() {
        Lab lab = Lab.configured();

        lab.node(2).agent.maintenance(true, lab.now);
        lab.pass(100);
        assertThat(lab.node(5).of(2).state()).isEqualTo(AgentState.MAINTENANCE);
        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 3));
        lab.node(2).agent.maintenance(false, lab.now);
        lab.pass(1000);

        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(1, 2, 3));
        lab.assertAgreed();
    }

    @Test
    void whatWasWishedHoldsWhenTheConfigurationComesLater() {
        Lab lab = new Lab();
        lab.start(1, 2, 3);
        lab.node(1).agent.drain(true, lab.now);
        lab.node(2).agent.maintenance(true, lab.now);

        lab.node(3).configure(1, "s1 s2");
        lab.pass(1000);

        assertThat(lab.node(3).of(1).state()).isEqualTo(AgentState.DRAINING);
        assertThat(lab.node(3).of(2).state()).isEqualTo(AgentState.MAINTENANCE);
        assertThat(lab.node(3).status().bmInit()).isEqualTo(NodeSet.of(1));
    }

    private static Announce announce(Announcement who) {
        return new Announce(
                who,
                AgentState.WAIT_CONFIG,
                ConfigEpoch.NONE,
                ConfigEpoch.NONE,
                Load.UNKNOWN,
                0,
                0,
                0,
                true,
                0);
    }
}
