package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigMessage.ConfigAnswer;
import org.dsp.core.agent.ConfigMessage.ConfigProposal;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Level;
import org.dsp.core.agent.Load;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeLoad;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Role;
import org.dsp.core.agent.StatusMessage.GetCluster;
import org.dsp.core.agent.StatusMessage.GetLoadLevel;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.StatusMessage.PutCluster;
import org.dsp.core.agent.StatusMessage.PutLoadLevel;
import org.dsp.core.agent.StatusMessage.UpdateLevel;
import org.junit.jupiter.api.Test;

/** What a tool in the group says, and makes of what it hears. */
class GroupConnectionTest {
    private static final ConfigEpoch EPOCH = new ConfigEpoch(7, 2, 9);
    private static final Load LOAD = new Load(Level.FREE, 1, 2);
    private static final String TEXT =
            "lb lb { ssh_pass \"hunter2\"; };\nserver a { nodeid 1; };\n";

    /** Answers what is said with what a test wants to be heard. */
    private static final class FakeGroup implements GroupLink {
        private final List<AgentMessage> said = new ArrayList<>();
        private final Deque<Heard> heard = new ArrayDeque<>();
        private final Function<AgentMessage, List<AgentMessage>> answers;

        FakeGroup(Function<AgentMessage, List<AgentMessage>> answers) {
            this.answers = answers;
        }

        @Override
        public Member self() {
            return Member.tool(3, 77);
        }

        @Override
        public void multicast(AgentMessage message) {
            said.add(message);
            int node = 0;
            for (AgentMessage answer : answers.apply(message)) {
                node++;
                heard.add(new Heard(Member.agent(node, 1), answer));
            }
        }

        @Override
        public Optional<Heard> poll(Duration timeout) {
            return Optional.ofNullable(heard.poll());
        }

        @Override
        public void close() {
            said.clear();
        }
    }

    private static AdminAnswer ask(FakeGroup group, AdminRequest request) {
        return new GroupConnection(group, Duration.ofMillis(50)).ask(request);
    }

    private static PutCluster put(Result result, long id) {
        boolean known = result == Result.OK;
        return new PutCluster(
                result,
                id,
                known ? EPOCH : ConfigEpoch.NONE,
                known ? Optional.of(new ConfigText("c.cfg", TEXT)) : Optional.empty(),
                NodeSet.of(1),
                NodeSet.EMPTY,
                NodeSet.EMPTY,
                List.of());
    }

    /** Who is asked for the cluster knows one node by its name. */
    private static List<AgentMessage> named(AgentMessage said, int node, String name) {
        return List.of(
                new PutCluster(
                        Result.OK,
                        ((GetCluster) said).requestId(),
                        EPOCH,
                        Optional.empty(),
                        NodeSet.of(node),
                        NodeSet.of(node),
                        NodeSet.of(node),
                        List.of(status(node, name))));
    }

    private static NodeStatus status(int node, String name) {
        return new NodeStatus(
                node,
                name,
                Role.SERVER,
                true,
                AgentState.INITIALIZED,
                Level.FREE,
                1,
                1,
                true,
                0,
                0,
                0,
                true,
                "",
                0,
                EPOCH);
    }

    private static LoadLevel level(long id, NodeSet bmInit) {
        return new LoadLevel(
                Result.OK, id, bmInit, EPOCH, AgentState.INITIALIZED, LOAD, 1, 0, 0, 0);
    }

    private static FakeGroup clusterOf(Result result) {
        return new FakeGroup(
                said -> {
                    long id = ((GetCluster) said).requestId();
                    return List.of(put(Result.INVALID, id + 1), put(result, id));
                });
    }

    @Test
    void theAnswerToItsOwnQuestionIsTheCluster() {
        AdminAnswer answer = ask(clusterOf(Result.OK), AdminRequest.of(AdminRequest.CLUSTER));

        assertThat(answer.error()).isEmpty();
        assertThat(answer.report().text("state")).contains("CONFIGURED");
        assertThat(answer.report().whole("epoch")).contains(2L);
        assertThat(answer.report().whole("node")).contains(2L);
    }

    @Test
    void stsInvalidIsNotConfigured() {
        AdminAnswer answer = ask(clusterOf(Result.INVALID), AdminRequest.of(AdminRequest.CLUSTER));

        assertThat(answer.error().orElseThrow().code()).isEqualTo(AdminError.Code.NOT_CONFIGURED);
        assertThat(answer.report().text("state")).contains("NOT_CONFIGURED");
    }

    @Test
    void theConfigurationIsShownWithoutPasswords() {
        AdminAnswer answer = ask(clusterOf(Result.OK), AdminRequest.of(AdminRequest.SHOW_CONFIG));

        assertThat(answer.report().text("text"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("server a").doesNotContain("hunter2"));
    }

    @Test
    void levelsAreOneAnswerAndFreshLevelsOneOfEachServer() {
        FakeGroup last =
                new FakeGroup(
                        said ->
                                said instanceof GetLoadLevel asked
                                        ? List.of(
                                                new PutLoadLevel(
                                                        Result.OK,
                                                        asked.requestId(),
                                                        List.of(new NodeLoad(4, LOAD))))
                                        : named(said, 4, "delta"));
        FakeGroup fresh =
                new FakeGroup(
                        said -> {
                            if (!(said instanceof UpdateLevel asked)) {
                                return named(said, 3, "gamma");
                            }
                            long id = asked.requestId();
                            return List.of(
                                    level(id, NodeSet.of(1, 3)),
                                    level(0, NodeSet.of(2)),
                                    level(id, NodeSet.of(1, 3)));
                        });

        assertThat(ask(last, AdminRequest.of(AdminRequest.LOADLVL)).report().rows("servers"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.whole("id")).contains(4L);
                            assertThat(row.text("name")).contains("delta");
                        });
        AdminAnswer answer = ask(fresh, AdminRequest.of(AdminRequest.UPDTLVL));
        assertThat(answer.error()).isEmpty();
        assertThat(answer.report().rows("servers"))
                .extracting(
                        row -> row.whole("id").orElseThrow(), row -> row.text("name").orElseThrow())
                .containsExactly(tuple(1L, ""), tuple(3L, "gamma"));
    }

    @Test
    void aConfigurationIsProposedOnceInTheToolsName() {
        FakeGroup group =
                new FakeGroup(
                        said ->
                                List.of(
                                        new ConfigAnswer(
                                                ((ConfigProposal) said).requestId(),
                                                new ConfigResult(
                                                        ConfigResult.Outcome.ACCEPTED,
                                                        EPOCH,
                                                        List.of()))));
        var arguments = new FieldsBuilder().with("name", "c.cfg").with("text", TEXT).build();

        AdminAnswer answer = ask(group, new AdminRequest(AdminRequest.CONFIG, arguments));

        assertThat(answer.report().whole("epoch")).contains(2L);
        assertThat(group.said)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConfigProposal.class,
                        said -> {
                            assertThat(said.issuer()).isEqualTo(77);
                            assertThat(said.config().text()).isEqualTo(TEXT);
                            assertThat(said.dryRun()).isFalse();
                        });
    }

    @Test
    void silenceIsSaid() {
        FakeGroup silent = new FakeGroup(said -> List.of());

        for (String command :
                List.of(AdminRequest.CLUSTER, AdminRequest.LOADLVL, AdminRequest.UPDTLVL)) {
            assertThat(ask(silent, AdminRequest.of(command)).error().orElseThrow().code())
                    .isEqualTo(AdminError.Code.NO_ANSWER);
        }
    }

    @Test
    void whatOnlyADaemonKnowsIsRefused() {
        FakeGroup silent = new FakeGroup(said -> List.of());

        assertThat(ask(silent, AdminRequest.of(AdminRequest.STATUS)).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("--join"));
        var connection = new GroupConnection(silent, Duration.ofMillis(50));
        assertThatThrownBy(
                        () ->
                                connection.follow(
                                        AdminRequest.of(AdminRequest.TRACE),
                                        Optional.empty(),
                                        answer -> true))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--join");
        assertThat(silent.said).isEmpty();
    }
}
