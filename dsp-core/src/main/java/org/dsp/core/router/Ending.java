package org.dsp.core.router;

import org.dsp.core.session.ServerSession;
import org.dsp.core.session.Tombstones;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/** How sessions end, each once: client, program or node gone, time, an operator (DESIGN §7.5). */
final class Ending {
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();
    private static final int MOST_TOMBSTONES = 1024;

    private final ServerState state;
    private final Places places;
    private final Tombstones ended = new Tombstones(MOST_TOMBSTONES);

    /** No session times out before. */
    private long nextTimeout = Long.MAX_VALUE;

    Ending(ServerState state, Places places) {
        this.state = state;
        this.places = places;
    }

    /** Whether a session of this name has ended, not long ago. */
    boolean knows(long id) {
        return ended.has(id);
    }

    /**
     * Ends a session, once; its program is told to end.
     *
     * @param tell the client's node does not know yet
     */
    void end(ServerSession s, String why, boolean tell) {
        if (state.sessions.get(s.id) != s) {
            return;
        }
        state.sessions.remove(s.id);
        ended.add(s.id);
        Served served = state.served(s);
        if (served != null) {
            served.sessions = Math.max(0, served.sessions - 1);
        }
        if (tell) {
            tell(s);
        }
        if (s.instance == 0) {
            int hop = s.clientHop;
            state.kernel.sessionOver(s.dcid, s.endpoint, hop, s.client, s.clientGeneration, s.id);
        } else {
            places.stop(s);
        }
        if (s.open()) {
            state.events.sessionClosed(s.id, why);
        }
    }

    private void tell(ServerSession s) {
        if (s.held) {
            failed(s, s.first.request(), s.first.cmd() == Command.SEND_MSG);
        } else if (s.owed != 0) {
            failed(s, s.owed, s.owedIsSend);
        }
        state.kernel.forward(state.toClient(s, Command.CLOSE, DSTDIED));
    }

    private void failed(ServerSession s, int request, boolean isSend) {
        int ack = isSend ? Command.SEND_ACK : Command.SNDREC_ACK;
        ProxyHeader h = state.toClient(s, ack, DSTDIED).request(request);
        state.kernel.forward(h.flags(Views.OF_SESSION | ProxyHeader.FLAG_YOURS));
    }

    /** The services are others: sessions of those that are no more end, then others are counted. */
    void servicesChanged() {
        state.sessions.forEach(
                s -> {
                    Served served = state.served(s);
                    if (served == null || !served.serves(s.external, s.endpoint)) {
                        end(s, "its service is no more", true);
                    }
                });
        state.sessions.forEach(s -> state.served(s).sessions++);
    }

    /** A client's process is gone: PROCESS_DIED, or its next life speaks. */
    void clientGone(int hop, int dcid, int endpoint, int generation) {
        state.sessions.forEach(
                s -> {
                    boolean his = s.clientHop == hop && s.dcid == dcid && s.client == endpoint;
                    if (his && s.clientGeneration == generation) {
                        end(s, "its client is gone", false);
                    }
                });
    }

    /** A program that was started by hand is gone: all that share it. */
    void programGone(int dcid, int endpoint, int generation) {
        state.sessions.forEach(
                s -> {
                    boolean shared = s.instance == 0 && s.generation == generation;
                    if (shared && s.dcid == dcid && s.endpoint == endpoint) {
                        end(s, "its program is gone", true);
                    }
                });
    }

    /** LEAVE of a client's node. */
    void left(int node) {
        state.sessions.forEach(
                s -> {
                    if (s.clientHop == node) {
                        end(s, "node " + node + " is gone", false);
                    }
                });
    }

    // ---- time

    /** A frame of it passes. */
    void used(ServerSession s) {
        s.lastUsed = state.kernel.time();
        if (s.timeout != Long.MAX_VALUE) {
            nextTimeout = Math.min(nextTimeout, s.lastUsed + s.timeout);
        }
    }

    /** Ends what was not used for its time. */
    void tick(long now) {
        if (nextTimeout > now) {
            return;
        }
        nextTimeout = Long.MAX_VALUE;
        state.sessions.forEach(s -> expire(s, now));
    }

    private void expire(ServerSession s, long now) {
        if (s.timeout == Long.MAX_VALUE) {
            return;
        }
        boolean idle = s.open() && s.owed == 0 && now - s.lastUsed >= s.timeout;
        if (idle) {
            end(s, "it was not used for its time", true);
        } else {
            long end = s.lastUsed + s.timeout;
            nextTimeout = Math.min(nextTimeout, end > now ? end : now + s.timeout);
        }
    }

    long nextDeadline() {
        return nextTimeout;
    }
}
