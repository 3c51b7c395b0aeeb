package org.dsp.core.router;

import org.dsp.core.Payload;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/** Frames for clients and programs that no session leads to. */
final class OutOfSession {
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();
    private static final int NOTBIND = ErrorCode.EDVSNOTBIND.number();

    private final int local;
    private final ServiceMap services;
    private final ServerSide servers;
    private final ProxyHeader answer = new ProxyHeader();
    private Kernel kernel;

    OutOfSession(int local, ServiceMap services, ServerSide servers) {
        this.local = local;
        this.services = services;
        this.servers = servers;
    }

    void kernel(Kernel value) {
        kernel = value;
    }

    /** Whether it is for a program that is not there for everybody: its clients have sessions. */
    boolean isSomebodys(ProxyHeader h) {
        Served s = services.find(h.dcid(), h.dst());
        if (s == null || !(isClosed(s) || servers.isReserved(h.dcid(), h.dst()))) {
            return false;
        }
        // Whom it called by itself may call it.
        return !kernel.knows(h.dcid(), h.dst(), h.snode(), h.src());
    }

    /** Its programs are shared, but not by all: who may call is asked where a session begins. */
    private static boolean isClosed(Served s) {
        return s.service.bind() == Bind.EXTERNAL && !s.service.access().equals(Access.ALL);
    }

    /**
     * Answers a request that no session leads to: of a process that was told a program's node by
     * hand, or of a program to a process of this node that had called it, for sessions lead from
     * clients to programs only.
     */
    void refuse(ProxyHeader h, int hop) {
        if (h.cmd() == Command.NTFY_MSG) {
            return;
        }
        int ack = h.cmd() == Command.SEND_MSG ? Command.SEND_ACK : Command.SNDREC_ACK;
        if (hop == Services.CLIENTS) {
            Views.answer(answer, h, local, hop, ack, NOTBIND);
            kernel.put2lcl(answer, Payload.EMPTY, kernel.time());
        } else {
            kernel.answer(Views.answer(answer, h, hop, local, ack, NOTBIND));
        }
    }

    /** It was not begun, in a session that is not known here: should its client wait, no longer. */
    void unknown(ProxyHeader h) {
        if (onlyForClients(h)) {
            kernel.fail(h.dcid(), h.dst(), h.dstGen(), h.request(), DSTDIED);
        }
    }

    /** What a client's node may be told of a session that it has given up meanwhile. */
    static boolean onlyForClients(ProxyHeader h) {
        return h.cmd() == Command.REFUSE || h.cmd() == Command.SESSION_GONE;
    }
}
