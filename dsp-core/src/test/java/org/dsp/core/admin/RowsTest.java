package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigResult.Outcome;
import org.dsp.core.agent.Session;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.channel.HalfStatus;
import org.dsp.core.config.Service;
import org.dsp.core.kernel.EndpointStatus;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.SessionStatus;
import org.dsp.core.session.SessionStatus.State;
import org.junit.jupiter.api.Test;

/** Rows of links, endpoints, sessions; what became of a configuration. */
class RowsTest {
    private static final HalfStatus OUT =
            new HalfStatus(HalfStatus.State.JOINED, "127.0.0.1:3501", "127.0.0.1:3002");
    private static final HalfStatus IN = new HalfStatus(HalfStatus.State.CLOSED, "", "");
    private static final SocketQueues QUEUES =
            (local, foreign) ->
                    local.equals("127.0.0.1:3501") && foreign.equals("127.0.0.1:3002")
                            ? Optional.of(new SocketQueues.Waiting(5, 6))
                            : Optional.empty();

    private static ChannelStatus link(int next, int acknowledged, int expected) {
        return new ChannelStatus(
                2,
                ChannelStatus.State.HALF,
                OUT,
                IN,
                "1/2",
                10,
                1200,
                20,
                2400,
                2,
                77,
                next,
                acknowledged,
                expected,
                1,
                2,
                3,
                4,
                5,
                6,
                Optional.of("broken"),
                1_000_000L);
    }

    @Test
    void aLinkHasARowForEachDirection() {
        List<Fields> rows =
                LinkReport.rows(List.of(link(8, 6, 12)), id -> "n" + id, QUEUES, 501_000_000L);

        Fields out = rows.get(0);
        assertThat(out.text("direction")).contains("out");
        assertThat(out.whole("peer")).contains(2L);
        assertThat(out.text("name")).contains("n2");
        assertThat(out.text("proto")).contains("tcp");
        assertThat(out.whole("recv_q")).contains(5L);
        assertThat(out.whole("send_q")).contains(6L);
        assertThat(out.text("foreign")).contains("127.0.0.1:3002");
        assertThat(out.text("state")).contains("JOINED");
        assertThat(out.whole("sequence_sent")).contains(7L);
        assertThat(out.whole("sequence_acknowledged")).contains(5L);
        assertThat(out.whole("unacknowledged_bytes")).contains(77L);
        assertThat(out.whole("reconnects")).contains(5L);
        assertThat(out.text("last_error")).contains("broken");
        assertThat(out.whole("last_error_age_ms")).contains(500L);
        Fields in = rows.get(1);
        assertThat(in.text("direction")).contains("in");
        assertThat(in.text("state")).contains("CLOSED");
        assertThat(in.get("recv_q")).isEmpty();
        assertThat(in.whole("sequence_acknowledged")).contains(11L);
        assertThat(in.whole("commands")).contains(20L);
    }

    @Test
    void sequencesAreUnsignedAndWrap() {
        Fields out = LinkReport.rows(List.of(link(0, -1, 1)), id -> "", QUEUES, 0).get(0);

        assertThat(out.whole("sequence_sent")).contains(0xFFFF_FFFFL);
        assertThat(out.whole("sequence_acknowledged")).contains(0xFFFF_FFFEL);
    }

    @Test
    void anEndpointHasARow() {
        var process =
                new EndpointStatus(
                        0,
                        10,
                        "server",
                        EndpointStatus.Kind.PROCESS,
                        1,
                        99,
                        500,
                        "idle",
                        1,
                        2,
                        3,
                        4);

        Fields report = EndpointReport.of(1, List.of(process));

        assertThat(report.whole("total")).contains(1L);
        assertThat(report.rows("endpoints"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.whole("endpoint")).contains(10L);
                            assertThat(row.text("kind")).contains("PROCESS");
                            assertThat(row.whole("pid")).contains(99L);
                        });
    }

    @Test
    void aSessionHasARowWithItsAge() {
        var session = new Session(0x1fL, 0, 20, 3, 51, 7, 111, 1, 21, 222, 1_000);

        Fields report =
                SessionReport.of(
                        1,
                        List.of(Service.external("echo", 20)),
                        Optional.of(new SessionPage(5, List.of(session))),
                        new NodeSessions(0, List.of()),
                        10,
                        4_000);

        assertThat(report.whole("total")).contains(5L);
        assertThat(report.rows("sessions"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.text("id")).contains("000000000000001f");
                            assertThat(row.text("client")).contains("51@3");
                            assertThat(row.text("server")).contains("21@1");
                            assertThat(row.text("service")).contains("echo");
                            assertThat(row.text("state")).contains("OPEN");
                            assertThat(row.whole("age_ms")).contains(3_000L);
                            assertThat(row.get("requests")).isEmpty();
                        });
    }

    private static SessionStatus own(long id, int client, State state) {
        return new SessionStatus(id, 0, 20, 3, client, 7, 0, id == 0 ? -1 : 1, -1, 0, state, 10, 4);
    }

    @Test
    void withoutAGroupTheSessionsAreThoseOfTheNode() {
        Fields report =
                SessionReport.of(
                        3,
                        List.of(),
                        Optional.empty(),
                        new NodeSessions(
                                9, List.of(own(0, 52, State.WAITING), own(8, 51, State.OPEN))),
                        10,
                        4_000);

        assertThat(report.whole("total")).contains(9L);
        Fields waits = report.rows("sessions").get(0);
        assertThat(waits.get("id")).isEmpty();
        assertThat(waits.text("state")).contains("WAITING");
        assertThat(waits.text("server")).contains("");
        Fields open = report.rows("sessions").get(1);
        assertThat(open.text("id")).contains("0000000000000008");
        assertThat(open.text("server")).contains("-@1");
        assertThat(open.whole("requests")).contains(4L);
        assertThat(open.whole("age_ms")).contains(10L);
        assertThat(open.get("client_pid")).isEmpty();
        assertThat(open.text("service")).contains("");
    }

    @Test
    void whatGroupAndNodeKnowOfOneSessionIsOneRow() {
        var told = new Session(8, 0, 20, 3, 51, 7, 111, 1, 21, 222, 1_000);

        Fields report =
                SessionReport.of(
                        3,
                        List.of(),
                        Optional.of(new SessionPage(1, List.of(told))),
                        new NodeSessions(
                                2, List.of(own(8, 51, State.OPEN), own(9, 52, State.STARTING))),
                        10,
                        4_000);

        assertThat(report.whole("total")).contains(2L);
        assertThat(report.rows("sessions"))
                .extracting(row -> row.text("server").orElseThrow())
                .containsExactly("-@1", "21@1");
        assertThat(report.rows("sessions").get(1).whole("server_pid")).contains(222L);
        assertThat(report.rows("sessions").get(1).whole("requests")).contains(4L);
        assertThat(report.rows("sessions").get(1).whole("age_ms")).contains(3_000L);
    }

    @Test
    void whatBecameOfAConfigurationIsAReportOrAnError() {
        AdminAnswer done = ConfigReport.of(result(Outcome.ACCEPTED));

        assertThat(done.error()).isEmpty();
        assertThat(done.report().whole("epoch")).contains(3L);
        assertThat(done.report().text("outcome")).contains("ACCEPTED");
        assertThat(ConfigReport.of(result(Outcome.CHECKED)).error()).isEmpty();
        assertThat(ConfigReport.of(result(Outcome.UNCHANGED)).error()).isEmpty();
        assertThat(ConfigReport.of(result(Outcome.REFUSED)).error())
                .hasValueSatisfying(
                        e -> {
                            assertThat(e.code()).isEqualTo(AdminError.Code.REFUSED);
                            assertThat(e.details()).containsExactly("c.cfg:1: why");
                        });
        assertThat(ConfigReport.of(result(Outcome.LOST)).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("faster"));
        assertThat(ConfigReport.of(result(Outcome.NO_ANSWER)).error())
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(AdminError.Code.NO_ANSWER));
    }

    private static ConfigResult result(Outcome outcome) {
        ConfigEpoch epoch = Pictures.EPOCH;
        return new ConfigResult(outcome, epoch, List.of("c.cfg:1: why"));
    }
}
