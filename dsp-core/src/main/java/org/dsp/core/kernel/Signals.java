package org.dsp.core.kernel;

import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;

/**
 * Frames that no call makes: acknowledgements, CANCEL, PROCESS_DIED (K4–K6). What they do not use
 * is zero ({@code docs/wire/frames.md}).
 */
final class Signals {
    private final Kernel kernel;

    /**
     * Acknowledgements that may wait for one peer: what a peer within its rights can be owed, one
     * for each endpoint's operation and one for each chunk of each server's copy (K6).
     */
    private final int mostAcks;

    Signals(Kernel kernel, KernelSettings settings) {
        this.kernel = kernel;
        int most = 0;
        for (org.dsp.core.config.Container c : settings.containers()) {
            most += c.limits().tasks() + c.limits().procs();
            most += Copy.MAX_CHUNKS * c.limits().sysprocs();
        }
        this.mostAcks = most;
    }

    /** The acknowledgement that a command has, NONE when it has none. */
    private static int ackOf(int command) {
        return switch (command) {
            case Command.SEND_MSG,
                    Command.SNDREC_MSG,
                    Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST ->
                    command | Command.ACK;
            case Command.COPYIN_RQST -> Command.COPYRMT_ACK;
            default -> Command.NONE;
        };
    }

    /** Acknowledges a frame of another node with {@code code}, if its command has such an ack. */
    void acknowledge(ProxyHeader h, int code) {
        int command = ackOf(h.cmd());
        if (command == Command.NONE) {
            return;
        }
        if (Command.routing(command) == Command.Routing.COPY) {
            int to = h.cmd() == Command.COPYIN_RQST ? h.copyRqtrNode() : h.snode();
            int requester = h.cmd() == Command.COPYIN_RQST ? h.vRqtr() : h.src();
            copyAck(h, command, h.dst(), requester, to, code);
            return;
        }
        LocalProcess asked = localOf(h, h.dst());
        Outbound o = frame(command, h.dcid(), h.snode(), code);
        o.header.src(h.dst()).dst(h.src());
        if (h.has(ProxyHeader.FLAG_ROUTING)) {
            int yours = h.has(ProxyHeader.FLAG_YOURS) ? 0 : ProxyHeader.FLAG_YOURS;
            o.header.flags(ProxyHeader.FLAG_ROUTING | yours);
            o.header.session(h.session()).request(h.request()).dstGen(h.srcGen());
            o.header.srcGen(asked == null ? h.dstGen() : asked.generation);
        }
        o.header.pid(asked == null ? 0 : asked.pid);
        Container c = kernel.container(h.dcid());
        boolean known = c != null && c.limits.contains(h.src());
        boolean routed = h.session() != 0 || !Kernel.isNode(h.snode());
        queue(o, known && !routed ? c.remote(h.snode(), h.src()) : null);
    }

    /** Acknowledges an operation of {@code c}'s remote party for which no frame is at hand. */
    void acknowledge(Contact c, boolean wantsAnswer, int request, long session, int code) {
        LocalProcess p = c.owner;
        int command = wantsAnswer ? Command.SNDREC_ACK : Command.SEND_ACK;
        Outbound o = frame(command, p.dcid, c.party.node, code);
        o.header.src(p.endpoint).dst(c.party.endpoint);
        o.header.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS).pid(p.pid);
        o.header.session(session).request(request);
        o.header.srcGen(p.generation).dstGen(c.party.generation);
        queue(o, session == 0 && Kernel.isNode(c.party.node) ? (RemoteProcess) c.party : null);
    }

    /** The data of a COPYIN_RQST of this node is lost on its way: its requester is told. */
    void copyLost(ProxyHeader h, int code) {
        copyAck(h, Command.COPYRMT_ACK, h.vSrc(), h.vRqtr(), h.copyRqtrNode(), code);
    }

    private void copyAck(ProxyHeader h, int command, int src, int dst, int node, int code) {
        if (node < 0 || node >= Services.HOPS) {
            return;
        }
        LocalProcess asked = localOf(h, src);
        Outbound o = kernel.outbox.take();
        o.header.copyFrom(h).cmd(command).src(src).dst(dst).snode(kernel.node).dnode(node);
        o.header.rcode(code).len(0).pid(asked == null ? 0 : asked.pid);
        o.header.flags(
                h.has(ProxyHeader.FLAG_ROUTING)
                        ? ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS
                        : 0);
        o.header.batchNr(0).sndSeq(0).ackSeq(0);
        queue(o, null);
    }

    private Outbound frame(int command, int dcid, int node, int code) {
        Outbound o = kernel.outbox.take();
        o.header.cmd(command).dcid(dcid).snode(kernel.node).dnode(node).rcode(code);
        return o;
    }

    private void queue(Outbound o, RemoteProcess to) {
        PeerQueue q = kernel.outbox.peer(o.header.dnode());
        if (to != null && to.ack != null) {
            to.ack.header.copyFrom(o.header);
            q.replacedAcks++;
            kernel.outbox.discard(o);
        } else if (flooded(q.node)) {
            kernel.drop();
            kernel.outbox.discard(o);
        } else {
            o.ack = true;
            o.acked = to;
            if (to != null) {
                to.ack = o;
            }
            kernel.post(o);
        }
    }

    /** Whether more acknowledgements wait for the peer than it can be owed: it does not read. */
    boolean flooded(int node) {
        PeerQueue q = kernel.outbox.peer(node);
        return q.acks + q.replacedAcks >= mostAcks;
    }

    private LocalProcess localOf(ProxyHeader h, int endpoint) {
        Container c = kernel.container(h.dcid());
        return c == null || !c.limits.contains(endpoint) ? null : c.local(endpoint);
    }

    /** {@code p}'s request, or copy, has ended at its source. */
    void cancel(LocalProcess p, Party asked, int toGeneration, int request, long session, int why) {
        Outbound o = frame(Command.CANCEL, p.dcid, asked.node, why);
        o.header.src(p.endpoint).dst(asked.endpoint);
        o.header.flags(ProxyHeader.FLAG_ROUTING).pid(p.pid);
        o.header.session(session).request(request);
        o.header.srcGen(p.generation).dstGen(toGeneration);
        o.counts = false;
        kernel.post(o);
    }

    /** {@code p} is gone, and {@code peer} may hold a name for it. */
    void died(LocalProcess p, int peer) {
        Outbound o = frame(Command.PROCESS_DIED, p.dcid, peer, Codes.SRCDIED);
        o.header.src(p.endpoint).dst(Endpoints.NONE);
        o.header.flags(ProxyHeader.FLAG_ROUTING).pid(p.pid).srcGen(p.generation);
        o.counts = false;
        kernel.post(o);
    }
}
