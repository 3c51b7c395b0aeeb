package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.StatusMessage.GetCluster;
import org.dsp.core.agent.StatusMessage.GetLoadLevel;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.PutCluster;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;
import org.dsp.core.agent.StatusMessage.UpdateLevel;
import org.junit.jupiter.api.Test;

/** The second note's rule, under each combination of empty and non-empty bitmaps. */
class ResponderTest {
    private static final ConfigText FILE = new ConfigText("c.cfg", LabConfig.servers(1, 2, 3));

    /** Who said PUT or LOADLVL since then. */
    private static List<Integer> answering(Lab lab, AgentMessage question) {
        Member tool = lab.tool();
        lab.nodes.values().forEach(one -> one.said.clear());
        List<AgentMessage> told = lab.ask(tool, question);
        List<Integer> who =
                lab.nodes.values().stream()
                        .filter(one -> one.said.stream().anyMatch(ResponderTest::isAnswer))
                        .map(one -> one.id)
                        .toList();
        assertThat(told.stream().filter(ResponderTest::isAnswer)).hasSameSizeAs(who);
        lab.exclude(tool);
        return who;
    }

    private static boolean isAnswer(AgentMessage message) {
        return message instanceof PutCluster
                || message instanceof PutLoadLevel
                || message instanceof LoadLevel;
    }

    private static void assertResult(Lab lab, Result expected) {
        Member tool = lab.tool();
        PutCluster cluster = (PutCluster) lab.ask(tool, new GetCluster(7)).get(0);
        PutLoadLevel loads = (PutLoadLevel) lab.ask(tool, new GetLoadLevel(8)).get(0);
        LoadLevel load = (LoadLevel) lab.ask(tool, new UpdateLevel(9)).get(0);
        assertThat(List.of(cluster.result(), loads.result(), load.result())).containsOnly(expected);
        assertThat(List.of(cluster.requestId(), loads.requestId(), load.requestId()))
                .containsExactly(7L, 8L, 9L);
        assertThat(cluster.config().isPresent()).isEqualTo(expected == Result.OK);
        lab.exclude(tool);
    }

    private static void assertOnly(Lab lab, int answering) {
        assertThat(answering(lab, new GetCluster(1))).containsExactly(answering);
        assertThat(answering(lab, new GetLoadLevel(2))).containsExactly(answering);
    }

    @Test
    void withoutServersTheLowestAgentSaysInvalid() {
        Lab lab = new Lab();
        lab.start(3, 1, 2);

        assertOnly(lab, 1);
        assertThat(answering(lab, new UpdateLevel(3))).containsExactly(1);
        assertResult(lab, Result.INVALID);
    }

    @Test
    void configuredClientsWithoutAServerInTheGroupSayInvalidToo() {
        Lab lab = Lab.configured();
        lab.crash(1);
        lab.crash(2);
        lab.crash(3);

        assertThat(lab.node(4).status().bmServers().isEmpty()).isTrue();
        assertOnly(lab, 4);
        assertThat(answering(lab, new UpdateLevel(3))).containsExactly(4);
        assertResult(lab, Result.INVALID);
    }

    @Test
    void withServersOfWhichNoneIsInitialisedTheLowestServerSaysInvalid() {
        Lab lab = new Lab();
        lab.start(0, 2, 3);
        lab.lost = message -> message instanceof ConfigMessage.Initialized;
        lab.node(3).configure(1, FILE.text());
        assertThat(lab.node(0).status().bmServers()).isEqualTo(NodeSet.of(2, 3));
        assertThat(lab.node(0).status().bmInit()).isEqualTo(NodeSet.EMPTY);

        assertOnly(lab, 2);
        assertThat(answering(lab, new UpdateLevel(3))).containsExactly(2);
        assertResult(lab, Result.INVALID);
    }

    @Test
    void aServerInMaintenanceIsNotInitialised() {
        Lab lab = Lab.configured();
        lab.node(1).agent.maintenance(true, lab.now);
        lab.settle();

        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(2, 3));
        assertOnly(lab, 2);
        assertThat(answering(lab, new UpdateLevel(3))).containsExactly(2, 3);
        assertResult(lab, Result.OK);
    }

    @Test
    void withInitialisedServersTheLowestOfThemSaysOk() {
        Lab lab = new Lab();
        lab.start(0, 2, 3);
        lab.node(0).configure(1, FILE.text());

        assertOnly(lab, 2);
        assertResult(lab, Result.OK);
    }

    @Test
    void everyInitialisedServerAnswersUpdtlvlAndOnlyThose() {
        Lab lab = Lab.configured();
        lab.node(2).agent.drain(true, lab.now);
        lab.settle();

        assertThat(answering(lab, new UpdateLevel(3))).containsExactly(1, 2, 3);
        Member tool = lab.tool();
        assertThat(lab.ask(tool, new UpdateLevel(4)))
                .allSatisfy(
                        told ->
                                assertThat(((LoadLevel) told).bmInit())
                                        .isEqualTo(NodeSet.of(1, 2, 3)));
    }

    @Test
    void agentsIgnoreAnswersForTools() {
        Lab lab = Lab.configured();
        AgentStatus before = lab.node(5).status();

        lab.node(1)
                .multicast(
                        new PutCluster(
                                Result.INVALID,
                                1,
                                ConfigEpoch.NONE,
                                java.util.Optional.empty(),
                                NodeSet.EMPTY,
                                NodeSet.EMPTY,
                                NodeSet.EMPTY,
                                List.of()));
        lab.node(1).multicast(new PutLoadLevel(Result.INVALID, 1, List.of()));
        lab.settle();

        assertThat(lab.node(5).status()).isEqualTo(before);
    }

    @Test
    void toolsAreNotCountedAndTheirLeavingIsIgnored() {
        Lab lab = Lab.configured();
        Member tool = lab.tool();
        assertThat(lab.node(1).status().tools()).isEqualTo(1);
        assertThat(lab.node(1).status().bmCluster()).isEqualTo(NodeSet.of(1, 2, 3, 4, 5));

        lab.exclude(tool);

        assertThat(lab.node(1).status().tools()).isZero();
        assertThat(lab.node(1).status().bmCluster()).isEqualTo(NodeSet.of(1, 2, 3, 4, 5));
        lab.assertAgreed();
    }
}
