package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.Session;
import org.dsp.core.config.Service;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.SessionStatus;
import org.dsp.core.session.SessionStatus.State;

/**
 * {@code sessions}: a row for each, out of what the group tells of all that are open, and of what
 * the node itself knows of its own, which is more.
 */
public final class SessionReport {
    /** Most rows of one answer. */
    public static final int MOST = 10_000;

    private static final Comparator<Row> ORDER =
            Comparator.comparingInt(Row::serverNode)
                    .thenComparingInt(Row::serverEp)
                    .thenComparingLong(Row::openedMillis);

    /** Both kinds in one; what is not known is -1, a pid 0. */
    private record Row(
            long id,
            int dcid,
            int extEp,
            int clientNode,
            int clientEp,
            int clientGeneration,
            int clientPid,
            int serverNode,
            int serverEp,
            int serverPid,
            State state,
            long openedMillis,
            long requests) {}

    private final int node;
    private final List<Service> services;
    private final long wallMillis;
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final List<Row> unnamed = new ArrayList<>();

    private SessionReport(int node, List<Service> services, long wallMillis) {
        this.node = node;
        this.services = services;
        this.wallMillis = wallMillis;
    }

    /**
     * The report.
     *
     * @param node whose picture it is
     * @param services that have the names
     * @param page what the group tells; empty without a group
     * @param own sessions of this node
     * @param limit most rows
     * @param wallMillis time since the Unix epoch, for ages
     */
    public static Fields of(
            int node,
            List<Service> services,
            Optional<SessionPage> page,
            NodeSessions own,
            int limit,
            long wallMillis) {
        var report = new SessionReport(node, services, wallMillis);
        page.map(SessionPage::sessions).orElse(List.of()).forEach(report::told);
        own.some().forEach(report::known);
        // Those that are not open yet, the group is not told.
        long more = own.some().stream().filter(s -> s.state() != State.OPEN).count();
        long total = page.map(told -> told.total() + more).orElse(own.total());
        return report.fields(total, limit);
    }

    private Fields fields(long total, int limit) {
        List<Row> all = new ArrayList<>(rows.values());
        all.addAll(unnamed);
        return new FieldsBuilder()
                .with("node", node)
                .with("total", Math.max(total, all.size()))
                .with(
                        "sessions",
                        all.stream().sorted(ORDER).limit(limit).map(this::fields).toList())
                .build();
    }

    private void told(Session s) {
        rows.put(
                s.id(),
                new Row(
                        s.id(),
                        s.dcid(),
                        s.extEp(),
                        s.clientNode(),
                        s.clientEp(),
                        s.clientGeneration(),
                        s.clientPid(),
                        s.serverNode(),
                        s.serverEp(),
                        s.serverPid(),
                        State.OPEN,
                        s.openedMillis(),
                        -1));
    }

    private void known(SessionStatus s) {
        if (s.id() == 0) {
            unnamed.add(row(s, Optional.empty()));
        } else {
            rows.put(s.id(), row(s, Optional.ofNullable(rows.get(s.id()))));
        }
    }

    /** A client's node knows of the program only what the group tells. */
    private Row row(SessionStatus s, Optional<Row> told) {
        return new Row(
                s.id(),
                s.dcid(),
                s.external(),
                s.clientNode(),
                s.client(),
                s.clientGeneration(),
                s.clientPid(),
                s.serverNode(),
                told.map(Row::serverEp).orElse(s.endpoint()),
                told.map(Row::serverPid).orElse(s.pid()),
                s.state(),
                told.map(Row::openedMillis).orElse(wallMillis - s.ageMillis()),
                s.requests());
    }

    private Fields fields(Row s) {
        return new FieldsBuilder()
                .with("id", known(s.id(), Value.of(TraceReport.id(s.id()))))
                .with("service", ServiceReport.name(services, s.dcid(), s.extEp()))
                .with("state", s.state().name())
                .with("dcid", s.dcid())
                .with("ext_ep", s.extEp())
                .with("client", s.clientEp() + "@" + s.clientNode())
                .with("client_node", s.clientNode())
                .with("client_ep", s.clientEp())
                .with("client_generation", Integer.toUnsignedLong(s.clientGeneration()))
                .with("client_pid", known(s.clientPid(), Value.of(s.clientPid())))
                .with("server", server(s))
                .with("server_node", ClusterReport.known(s.serverNode()))
                .with("server_ep", ClusterReport.known(s.serverEp()))
                .with("server_pid", known(s.serverPid(), Value.of(s.serverPid())))
                .with("opened_ms", s.openedMillis())
                .with("age_ms", Math.max(0, wallMillis - s.openedMillis()))
                .with("requests", ClusterReport.known(s.requests()))
                .build();
    }

    private static String server(Row s) {
        if (s.serverNode() < 0) {
            return "";
        }
        return (s.serverEp() < 0 ? "-" : s.serverEp()) + "@" + s.serverNode();
    }

    /** 0 means that nobody knows, or that there is none. */
    private static Optional<Value> known(long number, Value value) {
        return number == 0 ? Optional.empty() : Optional.of(value);
    }
}
