package org.dsp.bench.router;

import static org.dsp.bench.router.RoutingNode.SERVICE;

import org.dsp.core.Payload;
import org.dsp.core.config.Service;
import org.dsp.core.kernel.Services;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * As many sessions between two nodes as a service has by default, all open, and the four steps of a
 * message's way through the two routers. Each step takes the next session, not the neighbour of the
 * last one, and begins with a copy of a frame of it, as kernel or channel would present it. Frames
 * that arrive end in the kernel, where nobody waits for them: what it does until it knows that is
 * part of the step.
 */
final class OpenSessions {
    static final int COUNT = Service.DEFAULT_MAX_SESSIONS;

    /** Has no divisor in common with the count. */
    private static final int STRIDE = 619;

    private static final int FIRST = 1;
    private static final int LATER = 2;

    private final RoutingNode near = new RoutingNode(RoutingNode.CLIENTS);
    private final RoutingNode far = new RoutingNode(RoutingNode.SERVERS);
    private final ProxyHeader[] requests = new ProxyHeader[COUNT];
    private final ProxyHeader[] arrivals = new ProxyHeader[COUNT];
    private final ProxyHeader[] replies = new ProxyHeader[COUNT];
    private final ProxyHeader[] answers = new ProxyHeader[COUNT];
    private final ProxyHeader frame = new ProxyHeader();
    private int at;

    OpenSessions() {
        far.serve();
        for (int i = 0; i < COUNT; i++) {
            open(i);
        }
        if (near.router.clientSessions() != COUNT || far.router.serverSessions() != COUNT) {
            throw new IllegalStateException(
                    near.router.clientSessions()
                            + ", "
                            + far.router.serverSessions()
                            + " sessions");
        }
    }

    private void open(int i) {
        ProxyHeader opening = request(i, FIRST);
        leaves(near, opening);
        arrives(far, opening);
        replies[i] = reply(opening, i);
        answers[i] = new ProxyHeader().copyFrom(replies[i]);
        leaves(far, answers[i]);
        arrives(near, new ProxyHeader().copyFrom(answers[i]));
        requests[i] = request(i, LATER);
        arrivals[i] = new ProxyHeader().copyFrom(requests[i]);
        leaves(near, arrivals[i]);
        // The kernel refuses a client's notify after all that a request goes through here, and
        // keeps nothing of it.
        arrivals[i].cmd(Command.NTFY_MSG);
    }

    private static ProxyHeader request(int i, int request) {
        return new ProxyHeader()
                .cmd(Command.SNDREC_MSG)
                .src(client(i))
                .dst(SERVICE)
                .snode(RoutingNode.CLIENTS)
                .dnode(Services.SERVICES)
                .flags(ProxyHeader.FLAG_ROUTING)
                .request(request)
                .srcGen(generation(i));
    }

    private ProxyHeader reply(ProxyHeader to, int i) {
        return new ProxyHeader()
                .cmd(Command.REPLY_MSG)
                .src(SERVICE)
                .dst(client(i))
                .snode(RoutingNode.SERVERS)
                .dnode(RoutingNode.CLIENTS)
                .flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS)
                .mSource(SERVICE)
                .session(to.session())
                .request(to.request())
                .srcGen(far.kernel.generationOf(0, SERVICE))
                .dstGen(generation(i));
    }

    private static int client(int i) {
        return RoutingNode.LIMITS.firstClient() + i;
    }

    private static int generation(int i) {
        return i + 1;
    }

    private static int leaves(RoutingNode node, ProxyHeader h) {
        int hop = node.router.route(h, 0);
        h.dnode(hop);
        return hop;
    }

    private static void arrives(RoutingNode node, ProxyHeader h) {
        node.router.arrived(h, Payload.EMPTY, 0);
    }

    /** A client's request leaves its node. */
    ProxyHeader clientOut() {
        leaves(near, frame.copyFrom(requests[next()]));
        return frame;
    }

    /** It arrives at the server's node. */
    ProxyHeader serverIn() {
        arrives(far, frame.copyFrom(arrivals[next()]));
        return frame;
    }

    /** The reply leaves the server's node. */
    ProxyHeader serverOut() {
        leaves(far, frame.copyFrom(replies[next()]));
        return frame;
    }

    /** It arrives at the client's node. */
    ProxyHeader clientIn() {
        arrives(near, frame.copyFrom(answers[next()]));
        return frame;
    }

    private int next() {
        at += STRIDE;
        if (at >= COUNT) {
            at -= COUNT;
        }
        return at;
    }
}
