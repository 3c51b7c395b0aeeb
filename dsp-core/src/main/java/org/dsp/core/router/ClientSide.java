package org.dsp.core.router;

import org.dsp.core.Payload;
import org.dsp.core.balance.Balancer;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.session.ClientSession;
import org.dsp.core.session.ClientSession.State;
import org.dsp.core.session.ClientSessions;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * The sessions of this node's clients: which node gets them, and what is given to another one
 * because it was not begun (DESIGN §7.1, 3, 4).
 */
final class ClientSide {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    private static final int ACCES = ErrorCode.EDVSACCES.number();
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();
    private static final int NOTCONN = ErrorCode.EDVSNOTCONN.number();
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();

    /** A request may find its session gone before it began; not for ever. */
    private static final int MOST_GONE = 3;

    private final int local;
    private final Balancer balancer;
    private final ServiceMap services;
    private final SessionIds ids;
    private final ClientSessions sessions = new ClientSessions();
    private final ProxyHeader frame = new ProxyHeader();
    private Kernel kernel;

    ClientSide(int local, Balancer balancer, ServiceMap services, SessionIds ids) {
        this.local = local;
        this.balancer = balancer;
        this.services = services;
        this.ids = ids;
    }

    void kernel(Kernel value) {
        kernel = value;
    }

    ClientSession get(long id) {
        return sessions.get(id);
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
        return hop(s);
    }

    private int hop(ClientSession s) {
        return s.node == local ? Services.SERVICES : s.node;
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
            over(s);
            s = null;
        }
        if (s != null && s.state == State.OPEN) {
            return leaves(s, h, 0);
        }
        if (s == null) {
            if (h.dst() != served.external) {
                return DSTDIED;
            }
            if (!served.service.access().allows(local, uid)) {
                return ACCES;
            }
            s = new ClientSession(h.dcid(), h.src(), h.srcGen(), served.external);
            sessions.add(s);
        }
        if (s.request != h.request()) {
            s.tried.clear();
            s.refusal = 0;
            s.gone = 0;
            s.waitsUntil = kernel.time() + served.service.times().queue().toNanos();
        }
        s.request = h.request();
        if (s.state == State.CHOOSING) {
            int code = choose(s, served);
            if (code != 0) {
                return code;
            }
        }
        s.opening.copyFrom(h);
        return leaves(s, h, ProxyHeader.FLAG_OPENS);
    }

    private int choose(ClientSession s, Served served) {
        long now = kernel.time();
        int node = balancer.choose(served.share, s.tried, now);
        if (node == Balancer.NOBODY && now < s.waitsUntil) {
            s.tried.clear();
            return Services.HOLD;
        }
        if (node == Balancer.NOBODY) {
            sessions.remove(s);
            return s.refusal == 0 ? AGAIN : s.refusal;
        }
        s.id = ids.next();
        s.node = node;
        s.state = State.OPENING;
        sessions.named(s);
        balancer.given(node);
        return 0;
    }

    private int leaves(ClientSession s, ProxyHeader h, int flags) {
        s.request = h.request();
        s.addressed = h.dst();
        h.session(s.id).dstGen(0);
        h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_CHECK_HDR | flags);
        return hop(s);
    }

    // ---- in

    /** A frame of {@code s}'s node. Takes the payload's reference. */
    void arrived(ClientSession s, ProxyHeader h, Payload payload) {
        switch (h.cmd()) {
            case Command.REFUSE -> {
                payload.release();
                refused(s, h);
            }
            case Command.SESSION_GONE -> {
                payload.release();
                gone(s, h);
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
            opened(s);
        } else if (s.closed) {
            over(s);
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

    private void opened(ClientSession s) {
        if (s.state == State.OPENING) {
            s.state = State.OPEN;
            Served served = services.find(s.dcid, s.external);
            if (served != null) {
                balancer.served(served.share, s.node);
            }
        }
    }

    private boolean waits(ClientSession s, int request) {
        return s.request == request && kernel.waits(s.dcid, s.client, s.generation, request);
    }

    /**
     * The answer is to a request that was given up, and its client is in another one, which will be
     * answered as well.
     */
    private boolean isOld(ClientSession s, ProxyHeader h) {
        return h.request() != s.request && waits(s, s.request);
    }

    /** The request was not begun there: the next node, with the time that is left. */
    private void refused(ClientSession s, ProxyHeader h) {
        if (isOld(s, h)) {
            return;
        }
        int node = s.node;
        int code = h.rcode() < 0 ? h.rcode() : AGAIN;
        boolean opening = s.state == State.OPENING;
        balancer.ended(node);
        Served served = services.find(s.dcid, s.external);
        if (served != null && opening && code != ACCES) {
            balancer.failed(served.share, node, kernel.time());
        }
        if (!waits(s, h.request()) || !opening || code == ACCES) {
            sessions.remove(s);
            kernel.fail(s.dcid, s.client, s.generation, h.request(), code);
            return;
        }
        s.tried.set(node);
        s.refusal = code;
        sessions.unnamed(s);
        kernel.again(s.opening);
    }

    /** The session is not known there, or not any more; the request was not begun. */
    private void gone(ClientSession s, ProxyHeader h) {
        if (isOld(s, h)) {
            return;
        }
        balancer.ended(s.node);
        boolean anew = s.state == State.OPENING && waits(s, h.request()) && s.gone < MOST_GONE;
        if (anew) {
            s.gone++;
            sessions.unnamed(s);
            kernel.again(s.opening);
        } else {
            sessions.remove(s);
            kernel.fail(s.dcid, s.client, s.generation, h.request(), DSTDIED);
        }
    }

    /**
     * Its node has ended it. A request that crosses this is answered with SESSION_GONE, or by what
     * stands for one that could not be read: it is waited for.
     */
    private void closed(ClientSession s) {
        if (waits(s, s.request)) {
            s.closed = true;
        } else {
            over(s);
        }
    }

    private void over(ClientSession s) {
        if (s.id != 0) {
            balancer.ended(s.node);
        }
        sessions.remove(s);
    }

    // ---- ends

    /** The client is gone, or somebody ends its session: its node is told. */
    void close(ClientSession s) {
        if (s.id != 0) {
            balancer.ended(s.node);
            frame.clear().cmd(Command.CLOSE).dcid(s.dcid).src(s.client).dst(s.external);
            frame.snode(local).dnode(hop(s)).rcode(DSTDIED).flags(ProxyHeader.FLAG_ROUTING);
            frame.session(s.id).srcGen(s.generation);
            kernel.forward(frame);
        }
        sessions.remove(s);
    }

    void unbound(int dcid, int endpoint) {
        sessions.forEachOf(dcid, endpoint, this::close);
    }

    /** LEAVE of a node: what may have begun there has failed. */
    void left(int node) {
        sessions.forEach(
                s -> {
                    if (s.node == node) {
                        balancer.ended(node);
                        sessions.remove(s);
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
