package org.dsp.sim.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;

/** What the virtual membership service promises, and that it promises no more. */
class GroupTest {
    private static final int SEEDS = 50;

    @Test
    void whoStartsTogetherIsInOneViewSoon() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 5);
            SimView view = lab.member(0).view();
            assertThat(view.members()).hasSize(5);
            lab.members.forEach(member -> assertThat(member.view()).isEqualTo(view));
        }
    }

    @Test
    void viewsOfAMemberRiseAndHaveIt() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 5);
            lab.split(2);
            lab.run(15);
            lab.heal(2);
            lab.run(10);
            for (Lab.Member member : lab.members) {
                assertThat(member.views).allMatch(v -> v.members().contains(member.participant));
                assertThat(member.views.stream().map(SimView::id).toList())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void everybodyHearsAllInOrderAndItself() {
        Lab lab = Lab.formed(1, 4);
        List<Object> said = List.copyOf(IntStream.range(0, 100).boxed().toList());
        said.forEach(lab.member(2).participant::multicast);
        lab.run(1);
        for (Lab.Member member : lab.members) {
            assertThat(member.heardOf(lab.member(2))).isEqualTo(said);
        }
    }

    @Test
    void nothingIsHeardWithinTheCallThatSendsIt() {
        Lab lab = Lab.formed(1, 2);
        lab.member(0).participant.multicast("word");
        assertThat(lab.member(0).heard).isEmpty();
    }

    @Test
    void aMessageToOneReachesOnlyThatOneInOrderWithThoseToAll() {
        Lab lab = Lab.formed(1, 3);
        Participant sender = lab.member(0).participant;
        sender.multicast("a");
        sender.send(lab.member(1).participant, "b");
        sender.multicast("c");
        lab.run(1);
        assertThat(lab.member(1).heard).containsExactly("a", "b", "c");
        assertThat(lab.member(2).heard).containsExactly("a", "c");
    }

    @Test
    void aProcessThatDiedIsOutInASecondAndAHalf() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 4);
            lab.member(0).participant.crash(true);
            lab.runMillis(1_500);
            for (Lab.Member member : lab.members.subList(1, 4)) {
                assertThat(member.machines()).doesNotContain(0).hasSize(3);
            }
        }
    }

    @Test
    void aMachineThatIsGoneIsOutInTenSeconds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 4);
            lab.member(1).participant.crash(false);
            lab.run(3);
            assertThat(lab.member(0).machines()).contains(1);
            lab.run(7);
            assertThat(lab.member(0).machines()).hasSize(3);
        }
    }

    @Test
    void whoLeavesIsOutAtOnce() {
        Lab lab = Lab.formed(1, 3);
        lab.member(0).participant.leave();
        lab.runMillis(60);
        assertThat(lab.member(1).machines()).hasSize(2);
        assertThat(lab.member(2).machines()).hasSize(2);
    }

    @Test
    void whatACrashedMemberSaidLastReachesEachAsAPrefix() {
        boolean differed = false;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 3);
            List<Object> said = List.copyOf(IntStream.range(0, 10).boxed().toList());
            said.forEach(lab.member(0).participant::multicast);
            lab.member(0).participant.crash(true);
            lab.run(2);
            for (int i = 1; i < 3; i++) {
                List<Object> heard = lab.member(i).heardOf(lab.member(0));
                assertThat(heard).isEqualTo(said.subList(0, heard.size()));
            }
            differed |= lab.member(1).heard.size() != lab.member(2).heard.size();
        }
        assertThat(differed).as("no total order").isTrue();
    }

    @Test
    void twoSidesHaveTwoViewsAndOneWhenTheyMeet() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 5);
            lab.split(2);
            lab.run(15);
            assertThat(lab.member(0).machines()).containsExactlyInAnyOrder(0, 1);
            assertThat(lab.member(4).machines()).containsExactlyInAnyOrder(2, 3, 4);
            lab.member(0).participant.multicast("apart");
            lab.run(1);
            assertThat(lab.member(1).heard).contains("apart");
            lab.heal(2);
            lab.run(5);
            SimView view = lab.member(0).view();
            assertThat(view.members()).hasSize(5);
            assertThat(view.merge()).isTrue();
            lab.members.forEach(member -> assertThat(member.view()).isEqualTo(view));
            assertThat(lab.member(4).heard).isEmpty();
            lab.member(0).participant.multicast("together");
            lab.run(1);
            assertThat(lab.member(4).heard).containsExactly("together");
        }
    }

    @Test
    void aShortBreakLosesNothing() {
        Lab lab = Lab.formed(1, 3);
        lab.split(1);
        lab.member(0).participant.multicast("held");
        lab.run(3);
        assertThat(lab.member(2).heard).isEmpty();
        lab.heal(1);
        lab.run(1);
        assertThat(lab.member(2).heard).containsExactly("held");
        assertThat(lab.member(2).machines()).hasSize(3);
    }

    @Test
    void whatWasSaidBeforeOneWasExcludedIsNotHeardWhenItIsBack() {
        Lab lab = Lab.formed(1, 3);
        lab.split(1);
        lab.member(0).participant.multicast("lost");
        lab.run(15);
        lab.heal(1);
        lab.run(10);
        assertThat(lab.member(2).machines()).hasSize(3);
        assertThat(lab.member(2).heard).isEmpty();
    }

    @Test
    void oneWayCutsEndInOneViewWhenTheyAreHealed() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 4);
            for (int i = 1; i < 4; i++) {
                lab.line(i, 0, true);
            }
            lab.run(20);
            assertThat(lab.member(0).machines()).containsExactly(0);
            for (int i = 1; i < 4; i++) {
                lab.line(i, 0, false);
            }
            lab.run(15);
            SimView view = lab.member(0).view();
            assertThat(view.members()).hasSize(4);
            lab.members.forEach(member -> assertThat(member.view()).isEqualTo(view));
        }
    }

    @Test
    void aFrozenMemberHearsNothingIsOutLateAndIsBackWhenItGoesOn() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 4);
            lab.wires.freeze(3);
            lab.member(0).participant.multicast("early");
            lab.run(4);
            assertThat(lab.member(0).machines()).hasSize(4);
            assertThat(lab.member(3).heard).isEmpty();
            lab.run(6);
            assertThat(lab.member(0).machines()).hasSize(3);
            assertThat(lab.member(3).machines()).hasSize(4);
            lab.wires.thaw(3);
            lab.run(10);
            SimView view = lab.member(3).view();
            assertThat(view.members()).hasSize(4);
            lab.members.forEach(member -> assertThat(member.view()).isEqualTo(view));
        }
    }

    @Test
    void aJoinerHearsAllThatWasSaidSinceItWasTakenIn() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lab lab = Lab.formed(seed, 3);
            Lab.Member joiner = lab.start(1);
            Lab.Member speaker = lab.member(1);
            long next = 0;
            long end = lab.events.now() + Events.SECOND;
            while (lab.events.now() < end) {
                speaker.participant.multicast(next++);
                lab.events.runUntil(lab.events.now() + Events.MS / 4);
            }
            lab.run(1);
            List<Object> heard = joiner.heardOf(speaker);
            assertThat(heard).isNotEmpty();
            for (int i = 0; i < heard.size(); i++) {
                assertThat(heard.get(i)).isEqualTo((long) heard.get(0) + i);
            }
            assertThat(heard.get(heard.size() - 1)).isEqualTo(next - 1);
        }
    }

    @Test
    void aSeedIsARun() {
        Lab one = Lab.formed(7, 6);
        Lab other = Lab.formed(7, 6);
        assertThat(one.events.ran()).isEqualTo(other.events.ran());
        assertThat(one.member(3).views.stream().map(SimView::id).toList())
                .isEqualTo(other.member(3).views.stream().map(SimView::id).toList());
    }
}
