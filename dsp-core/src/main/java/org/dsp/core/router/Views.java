package org.dsp.core.router;

import org.dsp.core.kernel.Services;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** How frames of a session are rewritten. Every method changes its header in place. */
final class Views {
    /** What every frame of a session says of itself. */
    static final int OF_SESSION = ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_CHECK_HDR;

    private Views() {}

    static boolean isCopy(ProxyHeader h) {
        return Command.routing(h.cmd()) == Command.Routing.COPY;
    }

    static long session(ProxyHeader h) {
        return isCopy(h) ? h.copySession() : h.session();
    }

    /** A message that begins something: it may open a session. */
    static boolean isRequest(ProxyHeader h) {
        int cmd = h.cmd();
        return (cmd == Command.SNDREC_MSG || cmd == Command.SEND_MSG || cmd == Command.NTFY_MSG)
                && !h.has(ProxyHeader.FLAG_YOURS);
    }

    /** Whether it carries an M3 message. */
    static boolean isMessage(ProxyHeader h) {
        int cmd = h.cmd();
        return cmd >= Command.SEND_MSG && cmd <= Command.REPLY_MSG;
    }

    /** The frame is one of a session: looked at, as the original's balancer says. */
    static void altered(ProxyHeader h) {
        h.flags(h.flags() | ProxyHeader.FLAG_CHECK_HDR);
    }

    /**
     * The parties of a copy: whoever is not {@code client} is the server, from now on {@code as}.
     */
    static void server(ProxyHeader h, int client, int as) {
        if (h.vSrc() != client) {
            h.vSrc(as);
        }
        if (h.vDst() != client) {
            h.vDst(as);
        }
        if (h.vRqtr() != client) {
            h.vRqtr(as);
        }
    }

    /** In the nodes of a copy. */
    static void node(ProxyHeader h, int from, int to) {
        if (h.copyDstNode() == from) {
            h.copyDstNode(to);
        }
        if (h.copyRqtrNode() == from) {
            h.copyRqtrNode(to);
        }
    }

    /** What a client of this node said, as a program of this node must see it. */
    static void toServer(ProxyHeader h, int local) {
        h.snode(Services.CLIENTS).dnode(local);
        if (isCopy(h)) {
            node(h, local, Services.CLIENTS);
            node(h, Services.SERVICES, local);
        }
    }

    /** What a program of this node said, as a client of this node must see it. */
    static void toClient(ProxyHeader h, int local) {
        h.snode(Services.SERVICES).dnode(local);
        if (isCopy(h)) {
            node(h, local, Services.SERVICES);
            node(h, Services.CLIENTS, local);
        }
    }

    /** Makes of {@code h} an answer of the router to the request {@code to}. */
    static ProxyHeader answer(
            ProxyHeader h, ProxyHeader to, int hop, int local, int cmd, int code) {
        h.clear().cmd(cmd).dcid(to.dcid()).src(to.dst()).dst(to.src());
        h.snode(local).dnode(hop).rcode(code);
        h.flags(OF_SESSION | ProxyHeader.FLAG_YOURS);
        return h.session(to.session()).request(to.request()).dstGen(to.srcGen());
    }
}
