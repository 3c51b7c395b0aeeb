package org.dsp.daemon;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.SessionPage;
import org.dsp.core.admin.SessionReport;
import org.dsp.core.admin.TraceReport;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.Session;
import org.dsp.core.config.Service;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.session.SessionStatus;

/**
 * What tools ask of sessions. With a group, its table tells of the whole cluster's; the node itself
 * tells of its own, which is all that there is without one. Admin thread only; never blocks.
 */
final class AdminSessions {
    /** Traces at once. */
    static final int MOST_TRACES = 4;

    private final int nodeId;
    private final AdminNode node;
    private final Optional<AdminAgent> agent;
    private final Supplier<List<Service>> services;
    private int traces;

    AdminSessions(
            int nodeId,
            AdminNode node,
            Optional<AdminAgent> agent,
            Supplier<List<Service>> services) {
        this.nodeId = nodeId;
        this.node = node;
        this.agent = agent;
        this.services = services;
    }

    void list(Fields arguments, Consumer<Supplier<AdminAnswer>> answer) {
        int limit = AdminArguments.number(arguments, AdminRequest.LIMIT, 0, SessionReport.MOST);
        gather(limit, (page, own) -> answer.accept(() -> AdminAnswer.of(report(page, own, limit))));
    }

    private Fields report(Optional<SessionPage> page, NodeSessions own, int limit) {
        return SessionReport.of(
                nodeId, services.get(), page, own, limit, System.currentTimeMillis());
    }

    private interface Gathered {
        void accept(Optional<SessionPage> page, NodeSessions own);
    }

    /** The group's first: what ends meanwhile is not there twice. */
    private void gather(int limit, Gathered gathered) {
        agent.ifPresentOrElse(
                there ->
                        there.sessions(
                                limit,
                                page ->
                                        node.sessionList(
                                                limit,
                                                own -> gathered.accept(Optional.of(page), own))),
                () -> node.sessionList(limit, own -> gathered.accept(Optional.empty(), own)));
    }

    void end(Fields arguments, Consumer<Supplier<AdminAnswer>> answer) {
        long id = AdminArguments.session(arguments);
        node.endSession(
                id,
                done -> {
                    if (done) {
                        answer.accept(() -> AdminAnswer.of(arguments));
                    } else {
                        gather(
                                SessionReport.MOST,
                                (page, own) -> answer.accept(() -> notHere(id, page, own)));
                    }
                });
    }

    /** Why this node cannot end it. */
    private AdminAnswer notHere(long id, Optional<SessionPage> page, NodeSessions own) {
        OptionalInt elsewhere = servedAt(id, page, own);
        String why = "node " + nodeId + " serves no session " + TraceReport.id(id);
        return AdminAnswer.of(
                AdminError.Code.REFUSED,
                elsewhere.isPresent() ? why + "; node " + elsewhere.getAsInt() + " does" : why);
    }

    private static OptionalInt servedAt(long id, Optional<SessionPage> page, NodeSessions own) {
        OptionalInt called =
                own.some().stream()
                        .filter(s -> s.id() == id && s.serverNode() >= 0)
                        .mapToInt(SessionStatus::serverNode)
                        .findFirst();
        return called.isPresent()
                ? called
                : page.map(SessionPage::sessions).orElse(List.of()).stream()
                        .filter(s -> s.id() == id)
                        .mapToInt(Session::serverNode)
                        .findFirst();
    }

    AdminServer.Pending trace(Fields arguments, Consumer<Supplier<AdminAnswer>> answer) {
        OptionalLong session =
                arguments.get(AdminRequest.ID).isPresent()
                        ? OptionalLong.of(AdminArguments.session(arguments))
                        : OptionalLong.empty();
        if (traces >= MOST_TRACES) {
            answer.accept(
                    () ->
                            AdminAnswer.of(
                                    AdminError.Code.BUSY,
                                    "this daemon is traced " + MOST_TRACES + " times already"));
            return AdminServer.Pending.PLAIN;
        }
        traces++;
        return new AdminTrace(nodeId, session, node, () -> traces--);
    }
}
