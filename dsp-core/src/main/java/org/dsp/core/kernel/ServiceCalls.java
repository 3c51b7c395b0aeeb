package org.dsp.core.kernel;

import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * The calls of this node's processes to services: they wait here while no node is chosen, come back
 * when a node refuses them, and end when their session does.
 */
final class ServiceCalls {
    private final Kernel kernel;
    private final FrameQueue held = new FrameQueue();

    ServiceCalls(Kernel kernel) {
        this.kernel = kernel;
    }

    /** A frame of a session, or for a hop that is no node, wants to leave. */
    void post(Outbound o) {
        boolean forService = o.header.dnode() == Services.SERVICES;
        int uid = o.owner == null ? 0 : o.owner.uid;
        int hop = kernel.services.route(o.header, uid);
        if (hop >= 0 && kernel.mayQueue(hop)) {
            o.shown = forService ? kernel.services.presented() : -1;
            o.header.dnode(hop);
            kernel.outbox.add(o);
        } else if (hop == Services.HOLD && o.owner != null) {
            held.add(o);
        } else {
            fail(o, hop >= 0 ? Codes.NOTCONN : hop);
        }
    }

    private void fail(Outbound o, int code) {
        int error = code == Services.DROP || code == Services.HOLD ? Codes.DSTDIED : code;
        if (o.owner != null) {
            kernel.ends.end(o.owner, error);
        } else if (o.answers != null) {
            kernel.ends.answerLost(o.answers, error);
        } else {
            kernel.drop();
            kernel.outbox.discard(o);
        }
    }

    /** Asks again for every call that waits for a node. */
    void retry() {
        FrameQueue again = new FrameQueue();
        for (Outbound o = held.peek(); o != null; o = held.peek()) {
            held.remove(o);
            again.add(o);
        }
        for (Outbound o = again.peek(); o != null; o = again.peek()) {
            again.remove(o);
            post(o);
        }
    }

    /** Whether the process waits for what became of this request to a service. */
    boolean waits(int dcid, int endpoint, int generation, int request) {
        return waiting(dcid, endpoint, generation, request) != null;
    }

    private LocalProcess waiting(int dcid, int endpoint, int generation, int request) {
        Container c = kernel.container(dcid);
        LocalProcess p = c == null || !c.limits.contains(endpoint) ? null : c.local(endpoint);
        boolean open =
                p != null
                        && p.generation == generation
                        && p.request == request
                        && !p.answers
                        && (p.phase == Phase.LEAVING
                                || p.phase == Phase.SENT
                                || p.phase == Phase.ANSWER)
                        && p.with.node == Services.SERVICES;
        return open ? p : null;
    }

    /** Ends that call, if it is open and has left. */
    void fail(int dcid, int endpoint, int generation, int request, int code) {
        LocalProcess p = waiting(dcid, endpoint, generation, request);
        if (p != null && p.phase != Phase.LEAVING) {
            kernel.ends.done(p, code);
        }
    }

    /** Ends that call, if it is open; what waits to leave is taken back. */
    void giveUp(int dcid, int endpoint, int generation, int request, int code) {
        LocalProcess p = waiting(dcid, endpoint, generation, request);
        if (p != null) {
            kernel.ends.end(p, code);
        }
    }

    /** A request was not begun where it was sent: it leaves once more. */
    void again(ProxyHeader request) {
        LocalProcess p =
                waiting(request.dcid(), request.src(), request.srcGen(), request.request());
        if (p == null || p.phase == Phase.LEAVING) {
            return;
        }
        Outbound o = kernel.outbox.take();
        o.header.copyFrom(request);
        o.timed = request.cmd() != Command.NTFY_MSG;
        o.deadline = p.deadline;
        o.owner = p;
        p.phase = Phase.LEAVING;
        p.leaving = o;
        post(o);
    }

    /** LEAVE: requests for services that never left for the node go elsewhere. */
    void left(int node) {
        PeerQueue q = kernel.outbox.peer(node);
        FrameQueue again = new FrameQueue();
        for (Outbound o = q.messages.peek(); o != null; ) {
            Outbound next = o.next;
            if (o.owner != null && !o.owner.answers && o.owner.with.node == Services.SERVICES) {
                kernel.outbox.remove(o);
                again.add(o);
            }
            o = next;
        }
        for (Outbound o = again.peek(); o != null; o = again.peek()) {
            again.remove(o);
            boolean opened = o.header.has(ProxyHeader.FLAG_OPENS);
            o.header.dnode(Services.SERVICES).session(0).flags(ProxyHeader.FLAG_ROUTING);
            if (opened) {
                post(o);
            } else {
                kernel.ends.end(o.owner, Codes.NOTCONN);
            }
        }
    }
}
