package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.agent.Timers.Timer;
import org.junit.jupiter.api.Test;

/** The small records. */
class ValuesTest {
    @Test
    void membersAreAgentsAndTools() {
        assertThat(Member.agent(7, 1).name()).isEqualTo("DLB_AGENT_07");
        assertThat(Member.agent(123, 1).nodeId()).isEqualTo(123);
        assertThat(Member.agent(0, 1).isAgent()).isTrue();
        assertThat(Member.tool(7, 1).name()).isEqualTo("DLB_CMD_07");
        assertThat(Member.tool(7, 1).nodeId()).isEqualTo(7);
        assertThat(Member.tool(7, 1).isAgent()).isFalse();
        assertThat(Member.agent(7, 255)).hasToString("DLB_AGENT_07/ff");
    }

    @Test
    void othersAreNoMembers() {
        for (String name :
                List.of("", "DLB_AGENT_", "DLB_AGENT_7", "DLB_AGENT_500", "x", "DLB_CMD_1x")) {
            assertThat(Member.isName(name)).as(name).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new Member(name, 1));
        }
    }

    @Test
    void aViewHasItsNode() {
        Member one = Member.agent(1, 1);
        Member two = Member.agent(2, 2);
        assertThat(new GroupView(1, two, List.of(one, two), false).coordinator()).isEqualTo(one);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupView(1, two, List.of(one), false));
    }

    @Test
    void theLaterConfigurationOfOneClusterDisplaces() {
        ConfigEpoch three = new ConfigEpoch(1, 3, 5);
        assertThat(new ConfigEpoch(1, 4, 0).displaces(three)).isTrue();
        assertThat(new ConfigEpoch(1, 3, 6).displaces(three)).isTrue();
        assertThat(new ConfigEpoch(1, 3, -1).displaces(three)).isTrue();
        assertThat(three.displaces(three)).isFalse();
        assertThat(new ConfigEpoch(1, 2, 9).displaces(three)).isFalse();
        assertThat(new ConfigEpoch(2, 9, 9).displaces(three)).isFalse();
        assertThat(three.displaces(ConfigEpoch.NONE)).isFalse();
        assertThat(ConfigEpoch.NONE.sameCluster(ConfigEpoch.NONE)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfigEpoch(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfigEpoch(1, 0, 1));
        assertThat(ConfigEpoch.NONE).hasToString("none");
        assertThat(three).hasToString("3 of cluster 0000000000000001 (0000000000000005)");
    }

    @Test
    void theDigestIsOfNameAndText() {
        Set<Long> digests = new HashSet<>();
        digests.add(new ConfigText("a", "bc").digest());
        digests.add(new ConfigText("ab", "c").digest());
        digests.add(new ConfigText("a", "bd").digest());
        digests.add(new ConfigText("bc", "a").digest());
        assertThat(digests).hasSize(4);
        assertThat(new ConfigText("a", "bc").digest())
                .isEqualTo(new ConfigText("a", "bc").digest());
        assertThat(new ConfigText("a.cfg", "secret")).hasToString("a.cfg (6 characters)");
    }

    @Test
    void textsAreBoundedInBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfigText("a", "€".repeat(Limits.CONFIG / 3 + 1)))
                .withMessageContaining("allowed 524288 bytes");
        new ConfigText("a", "x".repeat(Limits.CONFIG));
    }

    @Test
    void everyFieldOfASessionCountsInItsHash() {
        Session s = new Session(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        Set<Long> hashes = new HashSet<>();
        hashes.add(s.hash());
        hashes.add(new Session(9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 9, 3, 4, 5, 6, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 9, 4, 5, 6, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 9, 5, 6, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 9, 6, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 9, 7, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 6, 9, 8, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 6, 7, 9, 9, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11).hash());
        hashes.add(new Session(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9).hash());
        assertThat(hashes).hasSize(12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Session(0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Session(1, 2, 3, 500, 5, 6, 7, 8, 9, 10, 11));
    }

    @Test
    void labelsAreThoseOfTheNotes() {
        assertThat(AgentState.WAIT_CONFIG.label()).isEqualTo("STS_WAIT_CONFIG");
        assertThat(Level.SATURATED.label()).isEqualTo("LVL_SATURATED");
    }

    @Test
    void timersTellTheNextAndComeOnce() {
        Timers timers = new Timers();
        assertThat(timers.next()).isEqualTo(Timers.NEVER);
        timers.set(Timer.LEVEL, 10);
        timers.by(Timer.LEVEL, 20);
        timers.by(Timer.PROBE, 5);
        assertThat(timers.next()).isEqualTo(5);
        assertThat(timers.takeDue(Timer.PROBE, 4)).isFalse();
        assertThat(timers.takeDue(Timer.PROBE, 5)).isTrue();
        assertThat(timers.takeDue(Timer.PROBE, 5)).isFalse();
        assertThat(timers.next()).isEqualTo(10);
        timers.stop(Timer.LEVEL);
        assertThat(timers.next()).isEqualTo(Timers.NEVER);
    }

    @Test
    void settingsAndAnswersAreChecked() {
        Announcement who = new Announcement(1, "n", "h", 1, 1, 1);
        AgentSettings settings = AgentSettings.of(who, Optional.empty(), LabConfig::read);
        assertThat(settings.configWait()).hasSeconds(5);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AgentSettings(
                                        who,
                                        Duration.ZERO,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Optional.empty(),
                                        LabConfig::read));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Announcement(1, "n", "h", 1, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Announcement(1, "n", "h", 65_536, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Load(Level.FREE, 101, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Load(Level.FREE, 1, -2));
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigReading.wrong(List.of()));
        String halves = "x".repeat(1022) + "😀" + "y".repeat(9);
        ConfigResult cut =
                new ConfigResult(ConfigResult.Outcome.REFUSED, ConfigEpoch.NONE, List.of(halves));
        assertThat(cut.lines().get(0)).isEqualTo("x".repeat(1022) + "…");
        assertThat(cut.holds()).isFalse();
    }
}
