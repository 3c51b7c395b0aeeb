package org.dsp.core.router;

import java.util.HashMap;
import java.util.Map;
import org.dsp.core.launch.Launcher;
import org.dsp.core.session.LongTable;
import org.dsp.core.session.ServerSession;
import org.dsp.ipc.ErrorCode;

/**
 * Which endpoints programs that were started have: from before a program starts until it is gone
 * and unbound, however its session ended.
 */
final class Places {
    private static final int SLOTUSED = ErrorCode.EDVSSLOTUSED.number();

    private record Place(int dcid, int endpoint) {}

    private final ServerState state;
    private final LongTable<ServerSession> byInstance = new LongTable<>();
    private final LongTable<Place> places = new LongTable<>();
    private final Map<Place, Long> reserved = new HashMap<>();

    /** Set before anything happens: it tells the server's side what becomes of programs. */
    private Launcher launcher;

    Places(ServerState state) {
        this.state = state;
    }

    void attach(Launcher value) {
        launcher = value;
    }

    boolean mayStart(Served served) {
        return launcher.mayStart(served.service, state.kernel.time());
    }

    /** Starts the program of a new session on its endpoint. */
    void start(Served served, ServerSession s) {
        int node = state.nodeOf(s.clientHop);
        long now = state.kernel.time();
        s.instance = launcher.start(served.service, s.dcid, s.endpoint, node, s.client, now);
        Place place = new Place(s.dcid, s.endpoint);
        reserved.put(place, s.instance);
        places.put(s.instance, place);
        byInstance.put(s.instance, s);
    }

    /** The session is over: the program that was started for it is told to end. */
    void stop(ServerSession s) {
        byInstance.remove(s.instance);
        launcher.stop(s.instance, state.kernel.time());
    }

    /** The program of a session has answered its client for the first time. */
    void answered(ServerSession s) {
        launcher.answered(s.instance);
    }

    /** The program of a session has ended. */
    void ended(ServerSession s) {
        if (s.owed != 0 && !s.answered) {
            launcher.crashed(s.instance, state.kernel.time());
        }
    }

    /** The session that a program was started for; null when it is over. */
    ServerSession session(long instance) {
        return byInstance.get(instance);
    }

    boolean isReserved(int dcid, int endpoint) {
        return !reserved.isEmpty() && reserved.containsKey(new Place(dcid, endpoint));
    }

    /** Whether a process may bind there: 0, or the error. */
    int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid) {
        Long instance = reserved.isEmpty() ? null : reserved.get(new Place(dcid, endpoint));
        if (instance != null && launcher.admits(instance, tokenHigh, tokenLow, pid)) {
            return 0;
        }
        launcher.elsewhere(dcid, endpoint, tokenHigh, tokenLow);
        return instance == null ? 0 : SLOTUSED;
    }

    /** A process has bound there: the session that it was started for; null when there is none. */
    ServerSession bound(int dcid, int endpoint) {
        Long instance = reserved.isEmpty() ? null : reserved.get(new Place(dcid, endpoint));
        ServerSession s = instance == null ? null : byInstance.get(instance);
        if (s != null) {
            launcher.bound(instance, state.kernel.time());
        }
        return s;
    }

    /** Nobody is bound there any more. */
    void unbound(int dcid, int endpoint) {
        Long instance = reserved.get(new Place(dcid, endpoint));
        if (instance != null) {
            launcher.unbound(instance, state.kernel.time());
        }
    }

    /** The program is gone and unbound. */
    void freed(long instance) {
        Place place = places.get(instance);
        if (place != null) {
            reserved.remove(place);
            places.remove(instance);
        }
    }

    void tick(long now) {
        launcher.tick(now);
    }

    long nextDeadline() {
        return launcher.nextDeadline();
    }
}
