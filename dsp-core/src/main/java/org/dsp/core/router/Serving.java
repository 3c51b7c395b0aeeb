package org.dsp.core.router;

import org.dsp.core.Payload;
import org.dsp.core.session.ServerSession;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** Frames of sessions whose programs are there, both ways. Nothing is allocated. */
final class Serving {
    private final ServerState state;
    private final Ending ending;

    Serving(ServerState state, Ending ending) {
        this.state = state;
        this.ending = ending;
    }

    /** A client's request, for its program. */
    void request(ServerSession s, ProxyHeader h) {
        s.lastRequest = h.request();
        if (h.cmd() != Command.NTFY_MSG) {
            s.owed = h.request();
            s.owedIsSend = h.cmd() == Command.SEND_MSG;
        }
        deliver(s, h, Payload.EMPTY);
    }

    /** The client waits no longer for what {@code h} names. */
    void cancel(ServerSession s, ProxyHeader h) {
        if (s.owed == h.request()) {
            s.owed = 0;
        }
        deliver(s, h, Payload.EMPTY);
    }

    /** A frame of the client's node, for the program. Takes the payload's reference. */
    void deliver(ServerSession s, ProxyHeader h, Payload payload) {
        ending.used(s);
        h.dst(s.endpoint);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.endpoint);
        } else {
            h.dstGen(s.generation);
        }
        state.kernel.put2lcl(h, payload, state.kernel.time());
    }

    /** A frame of a session for its client: seen as the service's endpoint from now on. */
    void leaves(ServerSession s, ProxyHeader h) {
        if (h.src() != s.endpoint) {
            return;
        }
        ending.used(s);
        h.src(s.external);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.external);
        } else {
            if (h.has(ProxyHeader.FLAG_YOURS) && h.request() == s.owed) {
                s.owed = 0;
            }
            if (Views.isMessage(h) && h.mSource() == s.endpoint) {
                h.mSource(s.external);
            }
        }
        Views.altered(h);
    }

    /** What {@link #leaves} did, undone. */
    void poisoned(ServerSession s, ProxyHeader h) {
        h.src(s.endpoint);
        if (Views.isCopy(h)) {
            Views.server(h, s.client, s.endpoint);
        }
    }
}
