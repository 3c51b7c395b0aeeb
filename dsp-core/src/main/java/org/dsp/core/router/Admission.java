package org.dsp.core.router;

import org.dsp.core.config.Bind;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/** Whether this node opens a session, and at which endpoint. */
final class Admission {
    private static final int AGAIN = ErrorCode.EDVSAGAIN.number();
    private static final int NOSPC = ErrorCode.EDVSNOSPC.number();
    private static final int ACCES = ErrorCode.EDVSACCES.number();
    private static final int NODCNODE = ErrorCode.EDVSNODCNODE.number();
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();

    private final ServerState state;
    private final Places places;
    private boolean takesNew;

    Admission(ServerState state, Places places) {
        this.state = state;
        this.places = places;
    }

    void takesNew(boolean value) {
        takesNew = value;
    }

    /**
     * The endpoint for a new session, or the error that it is refused with.
     *
     * @param served the service that is addressed; null when there is none
     * @param node the client's
     */
    int endpoint(Served served, ProxyHeader h, int node) {
        if (served == null || h.dst() != served.external) {
            return NOTBIND;
        }
        boolean allowed =
                served.service.access().nodes().isEmpty()
                        || served.service.access().nodes().contains(node);
        if (!allowed) {
            return ACCES;
        }
        if (!state.kernel.inContainer(h.dcid())) {
            return NODCNODE;
        }
        if (!takesNew) {
            return AGAIN;
        }
        if (served.sessions >= served.service.maxSessions()) {
            return NOSPC;
        }
        return served.service.bind() == Bind.EXTERNAL
                ? shared(served, h.dcid())
                : free(served, h.dcid());
    }

    /** The program started by hand that serves the fewest. */
    private int shared(Served served, int dcid) {
        int best = NOTBIND;
        int fewest = Integer.MAX_VALUE;
        int max = served.service.endpoints().max();
        for (int e = served.service.endpoints().min(); e <= max; e++) {
            boolean byHand = isBound(dcid, e) && !places.isReserved(dcid, e);
            if (byHand && sessionsAt(dcid, e) < fewest) {
                best = e;
                fewest = sessionsAt(dcid, e);
            }
        }
        return best;
    }

    private int free(Served served, int dcid) {
        int max = served.service.endpoints().max();
        for (int e = served.service.endpoints().min(); e <= max; e++) {
            if (!isBound(dcid, e) && !places.isReserved(dcid, e)) {
                return places.mayStart(served) ? e : AGAIN;
            }
        }
        return NOSPC;
    }

    private boolean isBound(int dcid, int endpoint) {
        return state.kernel.generationOf(dcid, endpoint) != 0;
    }

    /** Sessions that the program at this endpoint serves. */
    private int sessionsAt(int dcid, int endpoint) {
        int[] count = {0};
        state.sessions.forEach(s -> count[0] += s.dcid == dcid && s.endpoint == endpoint ? 1 : 0);
        return count[0];
    }
}
