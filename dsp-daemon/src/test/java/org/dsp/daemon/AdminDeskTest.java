package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.NodePlan;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.SessionPage;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Level;
import org.dsp.core.agent.Load;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.config.Service;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeEvents;
import org.dsp.net.ShellLoop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each request asks of node and agent; both answer at once here. */
class AdminDeskTest {
    private static final ConfigEpoch EPOCH = new ConfigEpoch(7, 1, 9);
    private static final String SECRET = "hunter2";
    private static final String CONFIG =
            "lb lb { ssh_pass \"" + SECRET + "\"; };\nserver a { nodeid 1; };\n";

    @TempDir private Path directory;

    private final FakeAgent agent = new FakeAgent();
    private Node node;

    @BeforeEach
    void node() throws IOException {
        DaemonConfig config = new TestNodes(directory, 2).config(1);
        node =
                new Node(
                        NodePlan.settings(
                                config.node(),
                                NodePlan.containers(config),
                                NodePlan.channel(config.node(), 1, 1, 1),
                                0),
                        NodePlan.view(config),
                        new NoEvents(),
                        0);
    }

    private AdminAnswer ask(AdminRequest request) {
        return ask(request, Optional.of(agent));
    }

    private AdminDesk desk(Optional<AdminAgent> with) {
        return new AdminDesk(
                1,
                new AdminNode(Runnable::run, new DirectLoop(), node),
                with,
                id -> "n",
                () -> List.of(Service.external("echo", 20)));
    }

    private AdminAnswer ask(AdminRequest request, Optional<AdminAgent> with) {
        AdminDesk desk = desk(with);
        List<AdminAnswer> answers = new ArrayList<>();
        AdminServer.Pending pending = desk.ask(request, made -> answers.add(made.get()));
        if (answers.isEmpty()) {
            answers.add(pending.late());
        }
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Test
    void servicesAreThoseOfTheView() {
        Fields report = ask(AdminRequest.of(AdminRequest.SERVICES)).report();

        assertThat(report.whole("server_sessions")).contains(0L);
        assertThat(report.rows("services")).hasSize(1);
        Fields row = report.rows("services").get(0);
        assertThat(row.text("name")).contains("echo");
        assertThat(row.whole("ext_ep")).contains(20L);
        assertThat(row.text("bind")).contains("external");
    }

    @Test
    void aSessionThatThisNodeDoesNotServeCannotBeEnded() {
        assertThat(ask(end("AB")).error().orElseThrow().text())
                .isEqualTo("node 1 serves no session 00000000000000ab");
        assertThat(ask(end("ab"), Optional.empty()).error().orElseThrow().code())
                .isEqualTo(AdminError.Code.REFUSED);
        assertThat(ask(end("cd")).error().orElseThrow().text())
                .isEqualTo("node 1 serves no session 00000000000000cd; node 2 does");
        assertThat(ask(end("xyz")).error().orElseThrow().text())
                .isEqualTo("id xyz; allowed up to 16 hexadecimal digits");
    }

    private static AdminRequest end(String id) {
        return new AdminRequest(
                AdminRequest.END_SESSION, new FieldsBuilder().with(AdminRequest.ID, id).build());
    }

    private static AdminRequest endpoint(String command, long endpoint) {
        return new AdminRequest(
                command,
                new FieldsBuilder()
                        .with(AdminRequest.DCID, 0)
                        .with(AdminRequest.ENDPOINT, endpoint)
                        .with(AdminRequest.NODE, 2)
                        .with(AdminRequest.NAME, "far")
                        .build());
    }

    private static AdminRequest config(boolean dryRun) {
        return new AdminRequest(
                AdminRequest.CONFIG,
                new FieldsBuilder()
                        .with(AdminRequest.NAME, "c.cfg")
                        .with(AdminRequest.TEXT, CONFIG)
                        .with(AdminRequest.DRY_RUN, dryRun)
                        .build());
    }

    private static AdminError.Code code(AdminAnswer answer) {
        return answer.error().orElseThrow().code();
    }

    @Test
    void theClusterIsThePictureOfTheAgent() {
        AdminAnswer before = ask(AdminRequest.of(AdminRequest.CLUSTER));
        agent.epoch = EPOCH;
        AdminAnswer after = ask(AdminRequest.of(AdminRequest.CLUSTER));

        assertThat(code(before)).isEqualTo(AdminError.Code.NOT_CONFIGURED);
        assertThat(after.error()).isEmpty();
        assertThat(after.report().text("state")).contains("CONFIGURED");
        assertThat(ask(AdminRequest.of(AdminRequest.NODES)).error()).isEmpty();
        assertThat(ask(AdminRequest.of(AdminRequest.LOADLVL)).error()).isEmpty();
    }

    @Test
    void withoutAGroupThereIsNoCluster() {
        for (String command :
                List.of(
                        AdminRequest.CLUSTER,
                        AdminRequest.UPDTLVL,
                        AdminRequest.SHOW_CONFIG,
                        AdminRequest.DRAIN)) {
            assertThat(code(ask(AdminRequest.of(command), Optional.empty())))
                    .isEqualTo(AdminError.Code.NO_GROUP);
        }
        assertThat(ask(AdminRequest.of(AdminRequest.STATUS), Optional.empty()).error()).isEmpty();
    }

    @Test
    void passwordsStayInTheDaemon() {
        agent.epoch = EPOCH;
        agent.config = Optional.of(new ConfigText("c.cfg", CONFIG));

        AdminAnswer answer = ask(AdminRequest.of(AdminRequest.SHOW_CONFIG));

        assertThat(answer.report().text(AdminRequest.TEXT))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("server a").doesNotContain(SECRET));
        assertThat(answer.toString()).doesNotContain(SECRET);
    }

    @Test
    void aConfigurationIsProposedOrOnlyJudged() {
        assertThat(ask(config(false)).report().text("outcome")).contains("ACCEPTED");
        assertThat(ask(config(true)).report().text("outcome")).contains("CHECKED");
        assertThat(agent.did).containsExactly("configure c.cfg false", "configure c.cfg true");
        assertThat(code(ask(AdminRequest.of(AdminRequest.CONFIG))))
                .isEqualTo(AdminError.Code.BAD_REQUEST);
    }

    @Test
    void levelsAreAskedForAndTheRoundEnds() {
        AdminAnswer answer = ask(AdminRequest.of(AdminRequest.UPDTLVL));

        assertThat(code(answer)).isEqualTo(AdminError.Code.NO_ANSWER);
        assertThat(answer.report().rows("servers")).hasSize(1);
        assertThat(agent.did).containsExactly("levels", "levels end");
    }

    @Test
    void drainAndMaintenanceAreTurned() {
        var on = new FieldsBuilder().with(AdminRequest.ON, true).build();

        ask(new AdminRequest(AdminRequest.DRAIN, on));
        ask(AdminRequest.of(AdminRequest.MAINTENANCE));

        assertThat(agent.did).containsExactly("drain true", "maintenance false");
    }

    @Test
    void sessionsAreLimited() {
        var limit = new FieldsBuilder().with(AdminRequest.LIMIT, 5).build();
        var tooMany = new FieldsBuilder().with(AdminRequest.LIMIT, 10_001).build();

        assertThat(ask(new AdminRequest(AdminRequest.SESSIONS, limit)).report().whole("total"))
                .contains(5L);
        assertThat(code(ask(new AdminRequest(AdminRequest.SESSIONS, tooMany))))
                .isEqualTo(AdminError.Code.BAD_REQUEST);
    }

    @Test
    void withoutAGroupThereAreTheSessionsOfTheNode() {
        var limit = new FieldsBuilder().with(AdminRequest.LIMIT, 5).build();

        AdminAnswer answer = ask(new AdminRequest(AdminRequest.SESSIONS, limit), Optional.empty());

        assertThat(answer.error()).isEmpty();
        assertThat(answer.report().whole("total")).contains(0L);
        assertThat(answer.report().rows("sessions")).isEmpty();
    }

    private static AdminFeed trace(AdminDesk desk, String id) {
        var arguments = new FieldsBuilder();
        if (!id.isEmpty()) {
            arguments.with(AdminRequest.ID, id);
        }
        var request = new AdminRequest(AdminRequest.TRACE, arguments.build());
        return (AdminFeed) desk.ask(request, made -> assertThat(made.get()).isNull());
    }

    @Test
    void aTraceBeginsWithWhatItTracesAndEndsAtOnceForAnUnknownSession() {
        AdminDesk desk = desk(Optional.empty());
        AdminFeed all = trace(desk, "");
        AdminFeed unknown = trace(desk, "ab");
        assertThat(all.next()).isEmpty();

        all.begin(() -> {});
        unknown.begin(() -> {});

        assertThat(all.next().orElseThrow().report().text("tracing")).contains("all");
        assertThat(all.next()).isEmpty();
        assertThat(unknown.next().flatMap(AdminAnswer::error).orElseThrow().text())
                .isEqualTo("node 1 knows no session 00000000000000ab");
        all.end();
        unknown.end();
    }

    @Test
    void tracesAreFewAtOnce() {
        AdminDesk desk = desk(Optional.empty());
        List<AdminFeed> traces = new ArrayList<>();
        for (int i = 0; i < AdminSessions.MOST_TRACES; i++) {
            traces.add(trace(desk, ""));
        }
        List<AdminAnswer> answers = new ArrayList<>();
        desk.ask(AdminRequest.of(AdminRequest.TRACE), made -> answers.add(made.get()));
        assertThat(code(answers.get(0))).isEqualTo(AdminError.Code.BUSY);

        traces.forEach(AdminFeed::end);

        assertThat(trace(desk, "").next()).isEmpty();
    }

    @Test
    void theStatusHasTwoRowsForEachPeer() {
        assertThat(ask(AdminRequest.of(AdminRequest.STATUS)).report().rows("links"))
                .extracting(
                        row -> row.whole("peer").orElseThrow(),
                        row -> row.text("direction").orElseThrow())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(2L, "out"),
                        org.assertj.core.api.Assertions.tuple(2L, "in"));
    }

    @Test
    void endpointsAreBoundNamedUnboundAndListed() {
        assertThat(ask(endpoint(AdminRequest.EP_BIND, 10)).error()).isEmpty();
        assertThat(ask(endpoint(AdminRequest.EP_RMTBIND, 11)).error()).isEmpty();
        assertThat(code(ask(endpoint(AdminRequest.EP_BIND, 10))))
                .isEqualTo(AdminError.Code.REFUSED);
        assertThat(ask(AdminRequest.of(AdminRequest.EP_LIST)).report().rows("endpoints"))
                .hasSize(2);
        assertThat(ask(endpoint(AdminRequest.EP_UNBIND, 10)).error()).isEmpty();
        assertThat(ask(endpoint(AdminRequest.EP_UNBIND, 10)).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("EDVSNOTBIND"));
    }

    @Test
    void whatIsMissingOrUnknownIsSaid() {
        assertThat(ask(AdminRequest.of(AdminRequest.EP_BIND)).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("missing"));
        assertThat(code(ask(AdminRequest.of("dance")))).isEqualTo(AdminError.Code.BAD_REQUEST);
        var longName =
                new FieldsBuilder()
                        .with(AdminRequest.DCID, 0)
                        .with(AdminRequest.ENDPOINT, 5)
                        .with(AdminRequest.NAME, "x".repeat(16))
                        .build();
        assertThat(ask(new AdminRequest(AdminRequest.EP_BIND, longName)).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("15"));
    }

    /** Notes what it is asked, and answers at once. */
    private static final class FakeAgent implements AdminAgent {
        private final List<String> did = new ArrayList<>();
        private ConfigEpoch epoch = ConfigEpoch.NONE;
        private Optional<ConfigText> config = Optional.empty();

        @Override
        public void status(Consumer<AgentStatus> answer) {
            answer.accept(
                    new AgentStatus(
                            1,
                            "n1",
                            AgentState.WAIT_CONFIG,
                            true,
                            epoch,
                            config,
                            List.of(),
                            NodeSet.of(1),
                            NodeSet.EMPTY,
                            NodeSet.EMPTY,
                            1,
                            0,
                            List.of(),
                            List.of()));
        }

        @Override
        public void sessions(int limit, Consumer<SessionPage> answer) {
            answer.accept(
                    new SessionPage(
                            limit, List.of(new Session(0xcd, 0, 20, 1, 50, 7, 8, 2, 20, 9, 0))));
        }

        @Override
        public void configure(ConfigText text, boolean dryRun, Consumer<ConfigResult> answer) {
            did.add("configure " + text.name() + " " + dryRun);
            var outcome = dryRun ? ConfigResult.Outcome.CHECKED : ConfigResult.Outcome.ACCEPTED;
            answer.accept(new ConfigResult(outcome, EPOCH, List.of()));
        }

        @Override
        public Runnable updateLevels(BiConsumer<Member, LoadLevel> each) {
            did.add("levels");
            each.accept(
                    Member.agent(2, 1),
                    new LoadLevel(
                            Result.OK,
                            1,
                            NodeSet.of(1, 2),
                            EPOCH,
                            AgentState.INITIALIZED,
                            new Load(Level.FREE, 1, 1),
                            1,
                            0,
                            0,
                            0));
            return () -> did.add("levels end");
        }

        @Override
        public void drain(boolean on, Runnable done) {
            did.add("drain " + on);
            done.run();
        }

        @Override
        public void maintenance(boolean on, Runnable done) {
            did.add("maintenance " + on);
            done.run();
        }
    }

    private static final class DirectLoop implements ShellLoop {
        @Override
        public long now() {
            return 1;
        }

        @Override
        public void wantsFlush() {
            // The node is looked at, not flushed.
        }

        @Override
        public void hasRead() {
            // Nothing reads here.
        }

        @Override
        public void fatal(Throwable error) {
            throw new AssertionError(error);
        }
    }

    private static final class NoEvents implements NodeEvents {
        @Override
        public void connect(int peer) {
            // Nobody is there.
        }

        @Override
        public void wantsFlush() {
            // Nothing is sent.
        }

        @Override
        public void peerUp(int peer) {
            throw new AssertionError("nobody is there");
        }

        @Override
        public void peerDown(int peer, String why) {
            throw new AssertionError("nobody was there");
        }
    }
}
