package org.dsp.core.router;

import org.dsp.core.balance.Balancer;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.session.ClientSession;
import org.dsp.core.session.ClientSession.State;
import org.dsp.core.session.ClientSessions;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * Which node gets a client's request, and which one next when it was not begun there (DESIGN §7.1,
 * 3, 4).
 */
final class Placing {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    private static final int ACCES = ErrorCode.EDVSACCES.number();
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();

    /** A request may find its session gone before it began; not for ever. */
    private static final int MOST_GONE = 3;

    private final int local;
    private final Balancer balancer;
    private final ServiceMap services;
    private final SessionIds ids;
    private final ClientSessions sessions;

    /** Set before anything happens: it is made with this router. */
    private Kernel kernel;

    Placing(
            int local,
            Balancer balancer,
            ServiceMap services,
            SessionIds ids,
            ClientSessions sessions) {
        this.local = local;
        this.balancer = balancer;
        this.services = services;
        this.ids = ids;
        this.sessions = sessions;
    }

    void kernel(Kernel value) {
        kernel = value;
    }

    /**
     * A client's request wants to leave: what {@link Services#route} says.
     *
     * @param s the session that it belongs to; null when there is none
     * @param served the service that is addressed
     * @param uid the client's user
     */
    int request(ClientSession s, Served served, ProxyHeader h, int uid) {
        if (s != null && s.state == State.OPEN) {
            s.requests += s.request == h.request() ? 0 : 1;
            return leaves(s, h, 0);
        }
        ClientSession opening = s;
        if (opening == null || opening.state == State.CHOOSING) {
            int code = admits(served, h, uid);
            if (code != 0) {
                if (opening != null) {
                    sessions.remove(opening);
                }
                return code;
            }
        }
        if (opening == null) {
            opening = new ClientSession(h.dcid(), h.src(), h.srcGen(), served.external);
            opening.since = kernel.time();
            sessions.add(opening);
        }
        return opens(opening, served, h);
    }

    /** Whether the request may open a session: 0, or the error. */
    private int admits(Served served, ProxyHeader h, int uid) {
        if (h.dst() != served.external) {
            return DSTDIED;
        }
        return served.service.access().allows(local, uid) ? 0 : ACCES;
    }

    private int opens(ClientSession s, Served served, ProxyHeader h) {
        if (s.request != h.request()) {
            s.requests++;
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
        h.flags(Views.OF_SESSION | flags);
        return hop(s);
    }

    /** Where frames of a session go. */
    int hop(ClientSession s) {
        return s.node == local ? Services.SERVICES : s.node;
    }

    /** Its program has answered. */
    void opened(ClientSession s) {
        if (s.state == State.OPENING) {
            s.state = State.OPEN;
            judge(s, true);
        }
    }

    /** Its program has served it, or ended before it did: that counts against its node. */
    private void judge(ClientSession s, boolean well) {
        Served served = services.find(s.dcid, s.external);
        if (served == null) {
            return;
        }
        if (well) {
            balancer.served(served.share, s.node);
        } else {
            balancer.failed(served.share, s.node, kernel.time());
        }
    }

    /** Whether its client is in this request. */
    boolean waits(ClientSession s, int request) {
        return s.request == request && kernel.waits(s.dcid, s.client, s.generation, request);
    }

    /**
     * The answer is to a request that was given up, and its client is in another one, which will be
     * answered as well, should it leave.
     */
    private boolean isOld(ClientSession s, ProxyHeader h) {
        boolean old = h.request() != s.request && waits(s, s.request);
        if (old && h.request() == s.left) {
            s.left = 0;
        }
        return old;
    }

    /** Its last request never left: of a session that no other one began, nobody else knows. */
    void withdrawn(ClientSession s) {
        if (s.closed || (s.state != State.OPEN && s.left == 0)) {
            over(s);
        }
    }

    /** The request was not begun there: the next node, with the time that is left. */
    void refused(ClientSession s, ProxyHeader h) {
        if (isOld(s, h)) {
            return;
        }
        int node = s.node;
        int code = h.rcode() < 0 ? h.rcode() : AGAIN;
        boolean opening = s.state == State.OPENING;
        balancer.ended(node);
        if (opening && code != ACCES) {
            judge(s, false);
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
    void gone(ClientSession s, ProxyHeader h) {
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

    /** Its program has ended, and had not answered before: that counts once. */
    void died(ClientSession s) {
        if (s.state == State.OPENING && !s.failed) {
            s.failed = true;
            judge(s, false);
        }
    }

    /** It is over, and weighs on its node no longer. */
    void over(ClientSession s) {
        if (s.id != 0) {
            balancer.ended(s.node);
        }
        sessions.remove(s);
    }
}
