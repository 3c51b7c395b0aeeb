package org.dsp.core.router;

import org.dsp.core.agent.Session;
import org.dsp.core.config.Bind;
import org.dsp.core.session.ServerSession;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/** How sessions begin on this node: admitted, held while the program starts, open or refused. */
final class Opening {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    private static final int NOSPC = ErrorCode.EDVSNOSPC.number();

    private final ServerState state;
    private final Places places;
    private final Ending ending;
    private final Serving serving;
    private final Admission admission;
    private final long wallClock;

    /**
     * @param wallClock nanoseconds since the Unix epoch at monotonic time 0
     */
    Opening(ServerState state, Places places, Ending ending, Serving serving, long wallClock) {
        this.state = state;
        this.places = places;
        this.ending = ending;
        this.serving = serving;
        this.wallClock = wallClock;
        this.admission = new Admission(state, places);
    }

    /** This node takes new sessions, or not any more. */
    void takesNew(boolean value) {
        admission.takesNew(value);
    }

    /** A node names its own sessions, and none twice: nobody takes the name of another one's. */
    boolean mayOpen(ProxyHeader h, int hop) {
        return h.has(ProxyHeader.FLAG_OPENS)
                && SessionIds.node(h.session()) == state.nodeOf(hop)
                && !ending.knows(h.session());
    }

    /** Begins a session, or refuses it. */
    void open(ProxyHeader h, int hop) {
        Served served = state.services.find(h.dcid(), h.dst());
        int endpoint = admission.endpoint(served, h, state.nodeOf(hop));
        if (endpoint < 0) {
            full(served, endpoint);
            state.answer(h, hop, Command.REFUSE, endpoint);
            return;
        }
        long timeout = served.service.times().session().toNanos();
        ServerSession s =
                new ServerSession(h, hop, endpoint, timeout == 0 ? Long.MAX_VALUE : timeout);
        state.sessions.put(s.id, s);
        served.sessions++;
        ending.used(s);
        s.since = s.lastUsed;
        hold(s, h);
        if (served.service.bind() == Bind.EXTERNAL) {
            opened(s);
        } else {
            places.start(served, s);
        }
    }

    /** It is refused with {@code code}: an operator should know when there is no room. */
    private void full(Served served, int code) {
        if (code == NOSPC && served.saysFull(state.kernel.time())) {
            state.events.note(served.label() + ": no room for another session on this node");
        }
    }

    /**
     * It waits until the program is there: one request, and before it a notify, which is one
     * however often.
     */
    void hold(ServerSession s, ProxyHeader h) {
        s.requests++;
        s.lastRequest = h.request();
        if (h.cmd() == Command.NTFY_MSG) {
            s.notice = new ProxyHeader().copyFrom(h);
        } else {
            s.held = true;
            s.first.copyFrom(h);
        }
    }

    /** Its program is there: the first message goes to it. */
    void opened(ServerSession s) {
        s.generation = state.kernel.generationOf(s.dcid, s.endpoint);
        s.pid = state.kernel.pidOf(s.dcid, s.endpoint);
        ending.used(s);
        s.since = s.lastUsed;
        state.events.sessionOpened(record(s));
        if (s.notice != null) {
            serving.request(s, s.notice);
            s.notice = null;
        }
        if (s.held) {
            s.held = false;
            serving.request(s, s.first);
        }
    }

    private Session record(ServerSession s) {
        return new Session(
                s.id,
                s.dcid,
                s.external,
                state.nodeOf(s.clientHop),
                s.client,
                s.clientGeneration,
                s.clientPid,
                state.local,
                s.endpoint,
                s.pid,
                (wallClock + state.kernel.time()) / 1_000_000);
    }

    /** Its program did not come: who waits goes elsewhere. */
    void failed(ServerSession s, int code, String why) {
        Served served = state.served(s);
        String service = served == null ? "a service that is no more" : served.label();
        state.events.note(service + ": the program for endpoint " + s.endpoint + ": " + why);
        ProxyHeader first = s.held ? s.first : s.notice;
        s.held = false;
        ending.end(s, why, first == null);
        if (first != null) {
            state.answer(first, s.clientHop, Command.REFUSE, code < 0 ? code : AGAIN);
        }
    }
}
