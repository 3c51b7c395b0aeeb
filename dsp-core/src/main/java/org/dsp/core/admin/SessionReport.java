package org.dsp.core.admin;

import java.util.Comparator;
import java.util.Locale;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.Session;

/** {@code sessions}: a row for each. */
public final class SessionReport {
    /** Most rows of one answer. */
    public static final int MOST = 10_000;

    private SessionReport() {}

    /**
     * The report.
     *
     * @param wallMillis time since the Unix epoch, for ages
     */
    public static Fields of(int node, SessionPage page, long wallMillis) {
        return new FieldsBuilder()
                .with("node", node)
                .with("total", page.total())
                .with(
                        "sessions",
                        page.sessions().stream()
                                .sorted(
                                        Comparator.comparingInt(Session::serverNode)
                                                .thenComparingInt(Session::serverEp)
                                                .thenComparingLong(Session::openedMillis))
                                .map(session -> row(session, wallMillis))
                                .toList())
                .build();
    }

    private static Fields row(Session s, long wallMillis) {
        return new FieldsBuilder()
                .with("id", String.format(Locale.ROOT, "%016x", s.id()))
                .with("dcid", s.dcid())
                .with("ext_ep", s.extEp())
                .with("client", s.clientEp() + "@" + s.clientNode())
                .with("client_node", s.clientNode())
                .with("client_ep", s.clientEp())
                .with("client_generation", Integer.toUnsignedLong(s.clientGeneration()))
                .with("client_pid", s.clientPid())
                .with("server", s.serverEp() + "@" + s.serverNode())
                .with("server_node", s.serverNode())
                .with("server_ep", s.serverEp())
                .with("server_pid", s.serverPid())
                .with("opened_ms", s.openedMillis())
                .with("age_ms", Math.max(0, wallMillis - s.openedMillis()))
                .build();
    }
}
