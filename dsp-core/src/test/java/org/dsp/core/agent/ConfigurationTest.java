package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigResult.Outcome;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final String FILE = LabConfig.servers(1, 2, 3);

    private static StoredConfig stored(long cluster, long counter, String text) {
        ConfigText file = new ConfigText("disk.cfg", text);
        return new StoredConfig(new ConfigEpoch(cluster, counter, file.digest()), List.of(), file);
    }

    @Test
    void aConfigurationMakesServersAndClientsEverywhere() {
        Lab lab = Lab.configured();

        assertThat(lab.node(1).state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(lab.node(5).state()).isEqualTo(AgentState.CLIENT);
        AgentStatus status = lab.node(5).status();
        assertThat(status.bmCluster()).isEqualTo(NodeSet.of(1, 2, 3, 4, 5));
        assertThat(status.bmServers()).isEqualTo(NodeSet.of(1, 2, 3));
        assertThat(status.bmInit()).isEqualTo(NodeSet.of(1, 2, 3));
        assertThat(status.epoch().counter()).isEqualTo(1);
        assertThat(status.config().orElseThrow().text()).isEqualTo(FILE);
        assertThat(lab.node(5).of(5).role()).isEqualTo(Role.CLIENT);
        assertThat(lab.node(5).of(1).role()).isEqualTo(Role.SERVER);
        lab.assertAgreed();
    }

    @Test
    void eachNodeKeepsItOnDiskOnce() {
        Lab lab = Lab.configured();

        for (Lab.One one : lab.nodes.values()) {
            assertThat(one.stored).hasSize(1);
            assertThat(one.stored.get(0).epoch()).isEqualTo(one.status().epoch());
        }
    }

    @Test
    void anotherOneFollowsAndChangesRoles() {
        Lab lab = Lab.configured();

        lab.node(1).configure(2, LabConfig.servers(2, 4));
        lab.pass(1000);

        assertThat(lab.node(1).result(2).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(lab.node(5).status().epoch().counter()).isEqualTo(2);
        assertThat(lab.node(5).status().bmInit()).isEqualTo(NodeSet.of(2, 4));
        assertThat(lab.node(1).state()).isEqualTo(AgentState.CLIENT);
        assertThat(lab.node(4).state()).isEqualTo(AgentState.INITIALIZED);
        assertThat(lab.node(5).status().lost()).isEmpty();
        lab.assertAgreed();
    }

    @Test
    void theSameAgainChangesNothing() {
        Lab lab = Lab.configured();
        ConfigEpoch before = lab.node(1).status().epoch();

        lab.node(2).configure(2, FILE);

        assertThat(lab.node(2).result(2).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(lab.node(5).status().epoch()).isEqualTo(before);
    }

    @Test
    void ofTwoAtOnceOneWinsEverywhereAndTheOtherIssuerIsTold() {
        Lab lab = Lab.configured();
        ConfigText one = new ConfigText("one.cfg", "s1 s2 #one");
        ConfigText two = new ConfigText("two.cfg", "s1 s3 #two");

        lab.node(2).agent.configure(one, 10, lab.now);
        lab.node(5).agent.configure(two, 11, lab.now);
        lab.pass(1000);

        ConfigResult first = lab.node(2).result(10);
        ConfigResult second = lab.node(5).result(11);
        assertThat(first.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(second.outcome()).isEqualTo(Outcome.LOST);
        assertThat(second.lines().get(0)).contains("another one holds");
        assertThat(lab.node(5).status().config()).contains(one);
        lab.assertAgreed();
    }

    @Test
    void ofTwoFirstOnesAtOnceOneWins() {
        Lab lab = new Lab();
        lab.start(1, 2, 3);

        lab.node(2).agent.configure(new ConfigText("a.cfg", "s1"), 10, lab.now);
        lab.node(3).agent.configure(new ConfigText("b.cfg", "s2"), 11, lab.now);
        lab.pass(1000);

        assertThat(lab.node(2).result(10).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(lab.node(3).result(11).outcome()).isEqualTo(Outcome.LOST);
        lab.assertAgreed();
    }

    @Test
    void aWrongOneChangesNothingAndTheReasonNamesFileAndLine() {
        Lab lab = Lab.configured();
        ConfigEpoch before = lab.node(1).status().epoch();

        lab.node(4).configure(2, "s1 x2");

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lab.node(4).result(2).lines().get(0)).startsWith("c.cfg:1: ");
        assertThat(lab.node(5).status().epoch()).isEqualTo(before);
        assertThat(lab.node(5).stored).hasSize(1);
    }

    @Test
    void aConflictingOneIsRefusedWhole() {
        Lab lab = Lab.configured();
        lab.node(3).open(Sessions.of(1, 5, 3));
        lab.settle();
        ConfigEpoch before = lab.node(1).status().epoch();

        lab.node(4).configure(2, "s1 v5");
        lab.node(4).configure(3, "s1 s2 s3 l7");
        lab.node(4).configure(4, "s1 s2");

        assertThat(lab.node(4).result(2).lines()).anyMatch(l -> l.startsWith("c.cfg:3: nodeid 5"));
        assertThat(lab.node(4).result(3).lines()).anyMatch(l -> l.startsWith("c.cfg:8: server"));
        assertThat(lab.node(4).result(4).lines())
                .containsExactly(
                        "c.cfg:1: server 3 has 1 sessions and is not listed; allowed when it is drained");
        assertThat(lab.node(4).results.values())
                .filteredOn(r -> r.outcome() == Outcome.REFUSED)
                .hasSize(3);
        assertThat(lab.node(5).status().epoch()).isEqualTo(before);
    }

    @Test
    void aServiceWithSessionsKeepsItsEndpoint() {
        Lab lab = new Lab();
        lab.start(1, 2);
        lab.node(1).configure(1, "s1 e20");
        lab.node(1).open(Sessions.of(1, 2, 1));
        lab.settle();

        lab.node(2).configure(2, "s1 e19");
        lab.node(1).agent.sessionClosed(1, lab.now);
        lab.settle();
        lab.node(2).configure(3, "s1 e19");

        assertThat(lab.node(2).result(2).lines().get(0)).contains("no service has endpoint 20");
        assertThat(lab.node(2).result(3).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aDryRunOnlyJudges() {
        Lab lab = Lab.configured();
        ConfigEpoch before = lab.node(1).status().epoch();

        lab.node(4).agent.configure(new ConfigText("c.cfg", "s1"), true, 2, lab.now);
        lab.node(4).agent.configure(new ConfigText("c.cfg", "s1 v5"), true, 3, lab.now);
        lab.settle();

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.CHECKED);
        assertThat(lab.node(4).result(3).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lab.node(5).status().epoch()).isEqualTo(before);
    }

    @Test
    void aToolConfiguresTheClusterAndIsAnswered() {
        Lab lab = new Lab();
        lab.start(1, 2);
        Member tool = lab.tool();

        List<AgentMessage> told =
                lab.ask(
                        tool,
                        new ConfigProposal(
                                77, 5, Optional.empty(), false, new ConfigText("c.cfg", "s1 s2")));

        assertThat(told)
                .filteredOn(ConfigAnswer.class::isInstance)
                .singleElement()
                .satisfies(
                        m -> {
                            ConfigAnswer answer = (ConfigAnswer) m;
                            assertThat(answer.requestId()).isEqualTo(5);
                            assertThat(answer.result().outcome()).isEqualTo(Outcome.ACCEPTED);
                            assertThat(answer.result().epoch())
                                    .isEqualTo(lab.node(2).status().epoch());
                        });
    }

    @Test
    void whoDoesNotAcknowledgeIsNamed() {
        Lab lab = Lab.configured();
        lab.freeze(lab.node(5));

        lab.node(4).configure(2, "s1 s2 s3 #two");
        lab.pass(3000);

        ConfigResult result = lab.node(4).result(2);
        assertThat(result.outcome()).isEqualTo(Outcome.ACCEPTED_NOT_BY_ALL);
        assertThat(result.lines()).containsExactly("not acknowledged by node 5");
    }

    @Test
    void whereNobodyAnswersTheIssuerIsTold() {
        Lab lab = Lab.configured();
        lab.lost = message -> message instanceof ConfigProposal;

        lab.node(4).configure(2, "s1 s2 s3 #two");
        lab.pass(10_000);

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.NO_ANSWER);
    }

    @Test
    void aValidatorThatDiesIsReplaced() {
        Lab lab = Lab.configured();
        lab.freeze(lab.node(1));
        lab.node(4).configure(2, "s1 s2 s3 #two");
        assertThat(lab.node(4).result(2)).isNull();

        lab.crash(1);
        lab.pass(5000);

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.ACCEPTED);
        lab.assertAgreed();
    }

    @Test
    void aNewcomerThatIsTheLowestDoesNotJudgeBeforeItKnowsWhoIsThere() {
        Lab lab = Lab.configured();
        lab.lost = message -> message instanceof MembershipMessage.Announce;
        lab.start(0);
        lab.lost = message -> false;

        lab.node(4).configure(2, "s1 s2 s3 #two");
        lab.pass(5000);

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(lab.node(0).status().epoch().counter()).isEqualTo(2);
        lab.assertAgreed();
    }

    @Test
    void aClusterThatStartsAsAWholeComesBackByItself() {
        Lab lab = new Lab();
        lab.start(1, Optional.of(stored(42, 6, FILE)));
        lab.start(2, Optional.of(stored(42, 7, FILE + " #7")));
        lab.start(3, Optional.of(stored(42, 7, FILE + " #7")));
        // One that was in another cluster, with more configurations behind it.
        lab.start(4, Optional.of(stored(43, 99, "s4")));
        lab.pass(4000);
        assertThat(lab.node(1).state()).isEqualTo(AgentState.WAIT_CONFIG);

        lab.pass(2000);

        assertThat(lab.node(4).status().epoch()).isEqualTo(stored(42, 7, FILE + " #7").epoch());
        lab.assertAgreed();
    }

    @Test
    void anOlderClustersConfigurationOnADiskChangesNothing() {
        Lab lab = Lab.configured();
        ConfigEpoch before = lab.node(1).status().epoch();

        lab.start(6, Optional.of(stored(before.clusterId() + 2, 99, "s6")));
        lab.pass(20_000);

        assertThat(lab.node(1).status().epoch()).isEqualTo(before);
        assertThat(lab.node(6).status().epoch()).isEqualTo(before);
        assertThat(lab.node(6).state()).isEqualTo(AgentState.CLIENT);
        lab.assertAgreed();
    }

    @Test
    void aLaterConfigurationOfThisClusterOnADiskIsNotForgotten() {
        Lab lab = new Lab();
        lab.start(1, Optional.of(stored(42, 6, FILE)));
        lab.pass(6000);
        assertThat(lab.node(1).status().epoch().counter()).isEqualTo(6);

        lab.start(2, Optional.of(stored(42, 7, FILE + " #7")));
        lab.pass(1000);

        assertThat(lab.node(1).status().epoch().counter()).isEqualTo(7);
        lab.assertAgreed();
    }

    @Test
    void whatAnOperatorAsksForBeforeTheClusterIsBackIsTheNextOfThatCluster() {
        Lab lab = new Lab();
        lab.start(1);
        lab.start(2, Optional.of(stored(42, 6, FILE)));
        lab.pass(1000);

        lab.node(1).configure(1, FILE + " #new");
        lab.pass(10_000);

        assertThat(lab.node(2).status().epoch().clusterId()).isEqualTo(42);
        assertThat(lab.node(2).status().epoch().counter()).isEqualTo(7);
        assertThat(lab.node(2).status().lost()).isEmpty();
        lab.assertAgreed();
    }

    @Test
    void aClusterFileThatConflictsIsRefusedAndLogged() {
        Lab lab = new Lab();
        lab.start(1);
        lab.start(2, Optional.of(StoredConfig.file(new ConfigText("etc.cfg", "s1 v2"))));

        lab.pass(10_000);

        assertThat(lab.node(1).state()).isEqualTo(AgentState.WAIT_CONFIG);
        assertThat(lab.node(2).notes)
                .anyMatch(
                        n -> n.level() == Grade.ERROR && n.text().contains("etc.cfg:3: nodeid 2"));
    }

    @Test
    void aClusterFileBeginsAClusterWhereNobodyHasAny() {
        Lab lab = new Lab();
        lab.start(1);
        lab.start(2, Optional.of(StoredConfig.file(new ConfigText("etc.cfg", FILE))));
        lab.start(3, Optional.of(StoredConfig.file(new ConfigText("etc.cfg", FILE))));

        lab.pass(6000);

        assertThat(lab.node(1).status().epoch().counter()).isEqualTo(1);
        assertThat(lab.node(1).status().config().orElseThrow().name()).isEqualTo("etc.cfg");
        lab.assertAgreed();
    }

    @Test
    void whatWasAgreedOnCountsMoreThanAClusterFile() {
        Lab lab = new Lab();
        lab.start(1, Optional.of(StoredConfig.file(new ConfigText("etc.cfg", "s1"))));
        lab.start(2, Optional.of(stored(42, 3, FILE)));

        lab.pass(6000);

        assertThat(lab.node(1).status().epoch().clusterId()).isEqualTo(42);
    }

    @Test
    void aConfigurationThatLosesAtAMergeIsLoggedAndShown() {
        Lab lab = Lab.configured();
        lab.split(List.of(List.of(1, 4), List.of(2, 3, 5)));
        lab.node(4).configure(2, "s1 s2 s3 #apart");
        lab.node(5).configure(2, "s1 s2 s3 #one");
        lab.node(5).configure(3, "s1 s2 s3 #two");
        ConfigEpoch loser = lab.node(4).status().epoch();
        ConfigEpoch winner = lab.node(5).status().epoch();

        lab.heal();
        lab.pass(2000);

        assertThat(lab.node(1).status().epoch()).isEqualTo(winner);
        assertThat(lab.node(4).status().lost())
                .containsExactly(new AgentStatus.LostConfig(loser, winner, "c.cfg"));
        assertThat(lab.node(4).notes)
                .anyMatch(n -> n.level() == Grade.WARN && n.text().contains("made apart"));
        assertThat(lab.node(5).status().lost()).isEmpty();
        lab.assertAgreed();
    }

    @Test
    void twoOfOneCounterEndInTheSameEverywhere() {
        Lab lab = Lab.configured();
        lab.split(List.of(List.of(1, 4), List.of(2, 3, 5)));
        lab.node(4).configure(2, "s1 s2 s3 #a");
        lab.node(5).configure(2, "s1 s2 s3 #b");

        lab.heal();
        lab.pass(2000);

        assertThat(lab.node(1).status().epoch().counter()).isEqualTo(2);
        assertThat(lab.node(1).status().lost().size() + lab.node(5).status().lost().size())
                .isEqualTo(1);
        lab.assertAgreed();
    }

    @Test
    void aForeignClusterDisplacesNothingAndIsShownOnBothSides() {
        Lab lab = new Lab();
        lab.start(1, 2, 3);
        lab.split(List.of(List.of(1, 2), List.of(3)));
        lab.node(1).configure(1, "s1 s2");
        lab.node(3).configure(1, "s3");
        lab.node(3).configure(2, "s3 #again");
        ConfigEpoch one = lab.node(1).status().epoch();
        ConfigEpoch other = lab.node(3).status().epoch();

        lab.heal();
        lab.pass(20_000);

        assertThat(lab.node(2).status().epoch()).isEqualTo(one);
        assertThat(lab.node(3).status().epoch()).isEqualTo(other);
        assertThat(lab.node(1).status().foreign())
                .containsExactly(new AgentStatus.ForeignCluster(other, NodeSet.of(3)));
        assertThat(lab.node(3).status().foreign())
                .containsExactly(new AgentStatus.ForeignCluster(one, NodeSet.of(1, 2)));
        assertThat(lab.node(1).status().bmInit()).isEqualTo(NodeSet.of(1, 2));
        assertThat(lab.node(3).status().bmInit()).isEqualTo(NodeSet.of(3));
        assertThat(lab.node(1).notes)
                .filteredOn(n -> n.text().contains("another cluster"))
                .hasSize(1);
        assertThat(lab.node(1).view().peers()).extracting(p -> p.nodeId()).containsExactly(2);
    }

    @Test
    void aNodeWithTheVirtualNodesIdStops() {
        Lab lab = new Lab();
        lab.start(1, 2);
        lab.node(1).configure(1, "s1 s2 v9");

        lab.start(9);

        assertThat(lab.node(9).fenced.orElseThrow()).contains("virtual node");
    }

    @Test
    void whoeverIsNotInTheGroupYetSaysSo() {
        Lab lab = new Lab();
        Lab.One alone = lab.make(1, "h", Optional.empty());

        alone.configure(1, "s1");

        assertThat(alone.result(1).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whoStopsAnswersWhatWaits() {
        Lab lab = Lab.configured();
        lab.freeze(lab.node(1));
        lab.node(4).configure(2, "s1 s2 s3 #two");

        lab.node(4).agent.stop(lab.now);

        assertThat(lab.node(4).result(2).outcome()).isEqualTo(Outcome.NO_ANSWER);
    }
}
