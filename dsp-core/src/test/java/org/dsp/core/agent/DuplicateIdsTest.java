package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DuplicateIdsTest {
    @Test
    void aNewcomerWhoseIdIsTakenStopsAndSaysWhoHoldsIt() {
        Lab lab = Lab.configured();
        Lab.One holder = lab.node(2);
        Lab.One newcomer = lab.make(2, "10.0.0.99", Optional.empty());

        lab.enter(newcomer);
        lab.pass(100);

        assertThat(newcomer.fenced.orElseThrow())
                .contains("node id 2 is held by n2 at 10.0.0.2:3002");
        assertThat(holder.fenced).isEmpty();
        assertThat(lab.node(5).of(2).host()).isEqualTo("10.0.0.2");
        assertThat(newcomer.stored).isEmpty();
    }

    @Test
    void aHolderThatStaysSilentIsReplacedAndStopsWhenItWakes() {
        Lab lab = Lab.configured();
        Lab.One holder = lab.node(2);
        holder.open(Sessions.of(1, 5, 2));
        lab.settle();
        lab.freeze(holder);
        Lab.One newcomer = lab.make(2, "10.0.0.99", Optional.empty());

        lab.enter(newcomer);
        lab.pass(1000);
        assertThat(newcomer.status().settled()).isFalse();
        assertThat(lab.node(5).of(2).host()).isEqualTo("10.0.0.2");
        lab.pass(1000);

        assertThat(newcomer.status().settled()).isTrue();
        assertThat(newcomer.state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(lab.node(5).of(2).host()).isEqualTo("10.0.0.99");
        assertThat(lab.node(5).sessions()).isEmpty();

        lab.thaw(holder);
        lab.pass(100);

        assertThat(holder.fenced.orElseThrow()).contains("10.0.0.99");
        assertThat(newcomer.fenced).isEmpty();
        lab.exclude(holder.member);
        lab.assertAgreed();
    }

    @Test
    void oneThatHasThePortOfADeadHolderReplacesItAtOnce() {
        Lab lab = Lab.configured();
        Lab.One dead = lab.node(2);
        lab.kill(2);
        Lab.One newcomer = lab.make(2, "10.0.0.2", Optional.empty());

        lab.enter(newcomer);
        lab.pass(100);

        assertThat(newcomer.state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(newcomer.fenced).isEmpty();
        lab.exclude(dead.member);
        lab.pass(1000);
        lab.assertAgreed();
    }

    @Test
    void aHolderThatTheGroupDropsIsNotWaitedFor() {
        Lab lab = Lab.configured();
        Lab.One dead = lab.node(2);
        lab.kill(2);
        Lab.One newcomer = lab.make(2, "10.0.0.99", Optional.empty());
        lab.enter(newcomer);
        assertThat(newcomer.status().settled()).isFalse();

        lab.exclude(dead.member);
        lab.pass(100);

        assertThat(newcomer.state()).isEqualTo(AgentState.INITIALIZED);
        lab.assertAgreed();
    }

    @Test
    void ofTwoThatMeetAtAMergeTheOneThatStartedLaterStops() {
        Lab lab = new Lab();
        lab.start(1, 2, 3);
        lab.split(List.of(List.of(1), List.of(2, 3)));
        Lab.One first = lab.node(2);
        lab.pass(1000);
        Lab.One second = lab.make(2, "10.0.0.99", Optional.empty());
        lab.enter(second);
        assertThat(second.status().settled()).isTrue();

        lab.heal();
        lab.pass(100);

        assertThat(first.fenced).isEmpty();
        assertThat(second.fenced.orElseThrow()).contains("10.0.0.2:3002");
    }

    @Test
    void startingInTheSameMillisecondOneOfThemStops() {
        Lab lab = new Lab();
        lab.start(1, 2, 3);
        lab.split(List.of(List.of(1), List.of(2, 3)));
        Lab.One first = lab.node(2);
        Lab.One second = lab.make(2, "10.0.0.99", Optional.empty());
        lab.enter(second);

        lab.heal();
        lab.pass(100);

        assertThat(List.of(first.fenced.isPresent(), second.fenced.isPresent()))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aFencedAgentDoesNothingAnyMore() {
        Lab lab = Lab.configured();
        Lab.One newcomer = lab.make(2, "10.0.0.99", Optional.empty());
        lab.enter(newcomer);
        lab.pass(100);
        newcomer.said.clear();

        newcomer.agent.load(50, lab.now);
        newcomer.agent.sessionOpened(Sessions.of(1, 5, 2), lab.now);
        newcomer.agent.drain(true, lab.now);
        newcomer.agent.tick(lab.now);
        newcomer.agent.stop(lab.now);

        assertThat(newcomer.said).isEmpty();
        assertThat(newcomer.agent.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anotherMemberOfTheSameLifeIsNoRival() {
        Lab lab = Lab.configured();
        Lab.One one = lab.node(2);
        Member former = one.member;

        one.agent.viewInstalled(
                new GroupView(99, Member.agent(2, 77), List.of(former, Member.agent(2, 77)), false),
                lab.now);
        one.agent.received(former, new MembershipMessage.Probe(one.who, true), lab.now);

        assertThat(one.fenced).isEmpty();
    }
}
