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

    private final ServerSide server;
    private boolean takesNew;

    Admission(ServerSide server) {
        this.server = server;
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
        if (!server.inContainer(h.dcid())) {
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
            if (server.isBound(dcid, e) && server.sessionsAt(dcid, e) < fewest) {
                best = e;
                fewest = server.sessionsAt(dcid, e);
            }
        }
        return best;
    }

    private int free(Served served, int dcid) {
        int max = served.service.endpoints().max();
        for (int e = served.service.endpoints().min(); e <= max; e++) {
            if (!server.isBound(dcid, e) && !server.isReserved(dcid, e)) {
                return server.mayStart(served) ? e : AGAIN;
            }
        }
        return NOSPC;
    }
}
