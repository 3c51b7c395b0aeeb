package org.dsp.core.router;

import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.balance.Balancer;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.session.ClientSession;
import org.dsp.core.session.ClientSessions;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * The sessions of this node's clients: what frames they belong to, how clients see their servers,
 * how they end. {@link Placing} says where they go.
 */
final class ClientSide {
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();
    private static final int NOTCONN = ErrorCode.EDVSNOTCONN.number();
    private static final int SRCDIED = ErrorCode.EDVSSRCDIED.number();
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();

    private final int local;
    private final ServiceMap services;
    private final Placing placing;
    private final ClientSessions sessions = new ClientSessions();
    private final ProxyHeader frame = new ProxyHeader();
    private Kernel kernel;

    ClientSide(int local, Balancer balancer, ServiceMap services, SessionIds ids) {
        this.local = local;
        this.services = services;
        this.placing = new Placing(local, balancer, services, ids, sessions);
    }

    void kernel(Kernel value) {
        kernel = value;
        placing.kernel(value);
    }

    ClientSession get(long id) {
        return sessions.get(id);
    }

    void forEach(Consumer<ClientSession> action) {
        sessions.forEachAtAll(action);
    }

    int size() {
        return sessions.size();
    }

    // ---- out

    /** A client's frame for {@link Services#SERVICES}: what {@link Services#route} says. */
    int route(ProxyHeader h, int uid) {
        if (Views.isRequest(h)) {
            return request(h, uid);
        }
        if (h.cmd() == Command.PROCESS_DIED) {
            return Services.SERVICES;
        }
        ClientSession s =
                h.cmd() == Command.CANCEL
                        ? sessions.withRequest(h.dcid(), h.src(), h.srcGen(), h.request())
                        : sessions.get(Views.session(h));
        if (s == null || s.id == 0) {
            return Services.DROP;
        }
        h.dst(s.external);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.external);
            if (s.node != local) {
                Views.node(h, Services.SERVICES, s.node);
            }
        } else {
            h.session(s.id).dstGen(0);
        }
        Views.altered(h);
        return placing.hop(s);
    }

    private int request(ProxyHeader h, int uid) {
        Served served = services.find(h.dcid(), h.dst());
        if (served == null) {
            return NOTBIND;
        }
        ClientSession s = sessions.find(h.dcid(), h.src(), served.external);
        if (s != null && s.generation != h.srcGen()) {
            close(s);
            s = null;
        } else if (s != null && s.closed) {
            placing.over(s);
            s = null;
        }
        return placing.request(s, served, h, uid);
    }

    /** A frame of this node that may open a session has left. */
    void pulled(ProxyHeader h) {
        ClientSession s = sessions.get(h.session());
        if (s != null) {
            s.left = h.request();
        }
    }

    /** A client's request was taken back before it left. */
    void withdrawn(ProxyHeader h) {
        ClientSession s = sessions.withRequest(h.dcid(), h.src(), h.srcGen(), h.request());
        if (s != null) {
            placing.withdrawn(s);
        }
    }

    // ---- in

    /** A frame of {@code s}'s node. Takes the payload's reference. */
    void arrived(ClientSession s, ProxyHeader h, Payload payload) {
        switch (h.cmd()) {
            case Command.REFUSE -> {
                payload.release();
                placing.refused(s, h);
            }
            case Command.SESSION_GONE -> {
                payload.release();
                placing.gone(s, h);
            }
            case Command.CLOSE -> {
                payload.release();
                closed(s);
            }
            default -> deliver(s, h, payload);
        }
    }

    private void deliver(ClientSession s, ProxyHeader h, Payload payload) {
        boolean failed = (h.cmd() & Command.ACK) != 0 && h.rcode() < 0;
        if (!failed) {
            placing.opened(s);
        } else if (h.rcode() == SRCDIED || h.rcode() == DSTDIED) {
            placing.died(s);
        }
        if (failed && s.closed && h.request() == s.request) {
            placing.over(s);
        }
        h.snode(Services.SERVICES);
        if (h.src() == s.external) {
            h.src(s.addressed);
        }
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.addressed);
            if (s.node != local) {
                Views.node(h, s.node, Services.SERVICES);
            }
        } else {
            h.srcGen(Services.GENERATION);
            if (Views.isMessage(h) && h.mSource() == s.external) {
                h.mSource(s.addressed);
            }
        }
        kernel.put2lcl(h, payload, kernel.time());
    }

    /**
     * Its node has ended it. A request that crosses this is answered with SESSION_GONE, or by what
     * stands for one that could not be read: it is waited for.
     */
    private void closed(ClientSession s) {
        if (placing.waits(s, s.request)) {
            s.closed = true;
        } else {
            placing.over(s);
        }
    }

    // ---- ends

    /** The client is gone, or somebody ends its session: its node is told. */
    void close(ClientSession s) {
        if (s.id != 0) {
            frame.clear().cmd(Command.CLOSE).dcid(s.dcid).src(s.client).dst(s.external);
            frame.snode(local).dnode(placing.hop(s)).rcode(DSTDIED).flags(Views.OF_SESSION);
            frame.session(s.id).srcGen(s.generation);
            kernel.forward(frame);
        }
        placing.over(s);
    }

    /** The services are others: sessions of those that are no more end. */
    void servicesChanged() {
        sessions.forEach(
                s -> {
                    Served served = services.find(s.dcid, s.external);
                    if (served == null || served.external != s.external) {
                        close(s);
                        kernel.giveUp(s.dcid, s.client, s.generation, s.request, DSTDIED);
                    }
                });
    }

    void unbound(int dcid, int endpoint) {
        sessions.forEachOf(dcid, endpoint, this::close);
    }

    /** LEAVE of a node: what may have begun there has failed. */
    void left(int node) {
        sessions.forEach(
                s -> {
                    if (s.node == node) {
                        placing.over(s);
                        kernel.fail(s.dcid, s.client, s.generation, s.request, NOTCONN);
                    }
                });
    }

    /** A command that its node cannot read: as the kernel knows it. */
    void poisoned(ProxyHeader h) {
        h.dnode(Services.SERVICES);
        if (Views.isCopy(h)) {
            return;
        }
        ClientSession s = sessions.get(h.session());
        if (s != null && Views.isRequest(h)) {
            kernel.fail(
                    s.dcid, s.client, s.generation, h.request(), ErrorCode.EDVSBADREQUEST.number());
        }
    }
}
