package org.dsp.core.router;

import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Services;
import org.dsp.core.session.LongTable;
import org.dsp.core.session.ServerSession;
import org.dsp.core.wire.ProxyHeader;

/** What the parts of the server's side share: the sessions that this node serves. */
final class ServerState {
    final int local;
    final ServiceMap services;
    final RouterEvents events;
    final LongTable<ServerSession> sessions = new LongTable<>();
    private final ProxyHeader frame = new ProxyHeader();

    /** Set before anything happens: it is made with this router. */
    Kernel kernel;

    ServerState(int local, ServiceMap services, RouterEvents events) {
        this.local = local;
        this.services = services;
        this.events = events;
    }

    /** The node behind a hop. */
    int nodeOf(int hop) {
        return hop == Services.CLIENTS ? local : hop;
    }

    /** The service of a session; null when the configuration has it no more. */
    Served served(ServerSession s) {
        return services.find(s.dcid, s.external);
    }

    /** The router's own answer to a request, for whoever sent it. */
    void answer(ProxyHeader to, int hop, int cmd, int code) {
        kernel.answer(Views.answer(frame, to, hop, local, cmd, code));
    }

    /** Begins a frame of its own for the client of {@code s}; used up before the next. */
    ProxyHeader toClient(ServerSession s, int cmd, int code) {
        frame.clear().cmd(cmd).dcid(s.dcid).src(s.external).dst(s.client);
        frame.snode(local).dnode(s.clientHop).rcode(code).flags(ProxyHeader.FLAG_ROUTING);
        return frame.session(s.id).srcGen(s.generation).dstGen(s.clientGeneration);
    }
}
