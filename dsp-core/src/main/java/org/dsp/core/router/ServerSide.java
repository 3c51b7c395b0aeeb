package org.dsp.core.router;

import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.launch.LaunchEvents;
import org.dsp.core.launch.Launcher;
import org.dsp.core.session.ServerSession;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * The sessions that this node serves: it alone opens and ends them (DESIGN §7.2–5). What a frame or
 * an event means is decided here; {@link Opening}, {@link Serving}, {@link Ending} do it.
 */
final class ServerSide implements LaunchEvents {
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();
    private static final int ENQUEUED = ErrorCode.EDVSENQUEUED.number();
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();

    private final ServerState state;
    private final Places places;
    private final Ending ending;
    private final Serving serving;
    private final Opening opening;

    /**
     * @param wallClock nanoseconds since the Unix epoch at monotonic time 0
     */
    ServerSide(int local, RouterEvents events, ServiceMap services, long wallClock) {
        this.state = new ServerState(local, services, events);
        this.places = new Places(state);
        this.ending = new Ending(state, places);
        this.serving = new Serving(state, ending);
        this.opening = new Opening(state, places, ending, serving, wallClock);
    }

    void attach(Kernel kernel, Launcher launcher) {
        state.kernel = kernel;
        places.attach(launcher);
    }

    ServerSession get(long id) {
        return state.sessions.get(id);
    }

    void forEach(Consumer<ServerSession> action) {
        state.sessions.forEach(action);
    }

    int size() {
        return state.sessions.size();
    }

    /** This node takes new sessions, or not any more. */
    void takesNew(boolean value) {
        opening.takesNew(value);
    }

    // ---- frames

    /** A frame of a client's node, {@code hop}. Takes the payload's reference. */
    void arrived(ProxyHeader h, Payload payload, int hop) {
        ServerSession s = get(Views.session(h));
        switch (h.cmd()) {
            case Command.CLOSE -> {
                payload.release();
                if (s != null && s.clientHop == hop) {
                    ending.end(s, "its client's node ended it", false);
                }
            }
            case Command.CANCEL -> {
                payload.release();
                if (s != null && s.isOf(h, hop)) {
                    cancelled(s, h);
                }
            }
            default -> {
                if (Views.isRequest(h)) {
                    payload.release();
                    requested(s, h, hop);
                } else if (s != null && s.clientHop == hop && h.src() == s.client) {
                    serving.deliver(s, h, payload);
                } else if (hop < Kernel.MAX_NODES) {
                    state.kernel.put2lcl(h, payload, state.kernel.time());
                } else {
                    payload.release();
                }
            }
        }
    }

    private void cancelled(ServerSession s, ProxyHeader h) {
        if (s.held && s.first.request() == h.request()) {
            s.held = false;
            if (s.notice == null) {
                ending.end(s, "nobody waits for it any more", true);
            }
        } else if (s.open()) {
            serving.cancel(s, h);
        }
    }

    private void requested(ServerSession s, ProxyHeader h, int hop) {
        if (s == null) {
            unknown(h, hop);
        } else if (!s.isOf(h, hop)) {
            state.answer(h, hop, Command.SESSION_GONE, DSTDIED);
        } else if (s.lastRequest == h.request()) {
            // A repeat: what it asks for waits, runs, or was answered.
            state.kernel.repeated();
        } else if (h.dst() != s.external && h.dst() != s.endpoint) {
            state.answer(h, hop, errorOf(h), NOTBIND);
        } else if (s.open()) {
            s.requests++;
            serving.request(s, h);
        } else if (s.held) {
            state.answer(h, hop, errorOf(h), ENQUEUED);
        } else {
            opening.hold(s, h);
        }
    }

    private void unknown(ProxyHeader h, int hop) {
        if (!state.kernel.takes(h)) {
            state.kernel.put2lcl(h, Payload.EMPTY, state.kernel.time());
        } else if (opening.mayOpen(h, hop)) {
            opening.open(h, hop);
        } else {
            state.answer(h, hop, Command.SESSION_GONE, DSTDIED);
        }
    }

    private static int errorOf(ProxyHeader h) {
        return h.cmd() == Command.SEND_MSG ? Command.SEND_ACK : Command.SNDREC_ACK;
    }

    /** A frame of a session for its client: seen as the service's endpoint from now on. */
    void leaves(ServerSession s, ProxyHeader h) {
        serving.leaves(s, h);
    }

    /** A frame of it is on its way. */
    void pulled(ServerSession s, ProxyHeader h) {
        if (!s.answered && h.rcode() >= 0) {
            s.answered = true;
            places.answered(s);
        }
        serving.pulled(s, h);
    }

    /** What {@link #leaves} did, undone. */
    void poisoned(ServerSession s, ProxyHeader h) {
        serving.poisoned(s, h);
    }

    // ---- processes

    int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid) {
        return places.admits(dcid, endpoint, tokenHigh, tokenLow, pid);
    }

    void bound(int dcid, int endpoint) {
        ServerSession s = places.bound(dcid, endpoint);
        if (s != null) {
            opening.opened(s);
        }
    }

    void unbound(int dcid, int endpoint, int generation) {
        places.unbound(dcid, endpoint);
        ending.programGone(dcid, endpoint, generation);
        ending.clientGone(Services.CLIENTS, dcid, endpoint, generation);
    }

    @Override
    public void failed(long instance, int code, String why, long now) {
        state.kernel.at(now);
        ServerSession s = places.session(instance);
        if (s != null) {
            opening.failed(s, code, why);
        }
    }

    @Override
    public void ended(long instance, String why, long now) {
        state.kernel.at(now);
        ServerSession s = places.session(instance);
        if (s != null) {
            places.ended(s);
            ending.end(s, why, true);
        }
    }

    @Override
    public void freed(long instance, long now) {
        places.freed(instance);
    }

    // ---- ends

    /** Ends a session, once; {@code tell}: the client's node does not know yet. */
    void end(ServerSession s, String why, boolean tell) {
        ending.end(s, why, tell);
    }

    /** A client's process is gone: PROCESS_DIED, or its next life speaks. */
    void clientGone(int hop, int dcid, int endpoint, int generation) {
        ending.clientGone(hop, dcid, endpoint, generation);
    }

    /** LEAVE of a client's node. */
    void left(int node) {
        ending.left(node);
    }

    /** The services are others. */
    void servicesChanged() {
        ending.servicesChanged();
    }

    boolean isReserved(int dcid, int endpoint) {
        return places.isReserved(dcid, endpoint);
    }

    // ---- time

    void tick(long now) {
        places.tick(now);
        ending.tick(now);
    }

    long nextDeadline() {
        return Math.min(places.nextDeadline(), ending.nextDeadline());
    }
}
