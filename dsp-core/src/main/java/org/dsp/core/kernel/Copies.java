package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;

/**
 * The requester's side of vcopy (facts §2.5): bytes between it and those it owes an answer, in
 * chunks of at most 64 KiB with several in flight. {@link Chunks} is the side of the parties.
 */
final class Copies {
    /** A copy of which no chunk arrives for this long is over: the original's 30 s per chunk. */
    static final long STALL = 30_000_000_000L;

    private final Kernel kernel;
    private final int chunksInFlight;

    /** The next chunk's frame; filled and used up by {@link #pump}. */
    private final ProxyHeader frame = new ProxyHeader();

    Copies(Kernel kernel, int chunksInFlight) {
        this.kernel = kernel;
        this.chunksInFlight = chunksInFlight;
    }

    // ---- the call

    void start(LocalProcess p, AttachFrame f, int timeout) {
        int length = f.a2();
        int code = length < 0 || length > Copy.MAX_LENGTH ? Codes.RANGE : parties(p, f);
        if (code == 0 && timeout == Endpoints.NOWAIT && length > 0) {
            code = Codes.AGAIN;
        }
        if (code < 0 || length == 0) {
            kernel.ends.done(p, code);
            return;
        }
        Copy copy = p.copy;
        copy.sourceAddress = f.bodyInt(0);
        copy.destinationAddress = f.bodyInt(4);
        copy.begin(length);
        copy.callDeadline = kernel.rendezvous.deadline(timeout);
        p.phase = Phase.COPYING;
        progress(p);
        pump(p);
    }

    /** Who takes part, and in which requests they wait: 0, or the error. */
    private int parties(LocalProcess p, AttachFrame f) {
        p.nextRequest();
        Copy copy = p.copy;
        copy.session = 0;
        int code = party(p, f.a0(), Codes.SRCDIED);
        if (code < 0) {
            return code;
        }
        copy.source = partyFound;
        copy.sourceRequest = requestFound;
        code = party(p, f.a1(), Codes.DSTDIED);
        if (code < 0) {
            return code;
        }
        copy.destination = partyFound;
        copy.destinationRequest = requestFound;
        if (copy.source == copy.destination) {
            return Codes.PERM;
        }
        if (copy.session != 0 && copy.source != p && copy.destination != p) {
            return Codes.PROCSTS;
        }
        return reachable(copy.source) && reachable(copy.destination) ? 0 : Codes.NOTCONN;
    }

    /** What {@link #party} found. */
    private Party partyFound;

    private int requestFound;

    private int party(LocalProcess p, int name, int absent) {
        if (name == Endpoints.SELF || name == p.endpoint) {
            partyFound = p;
            requestFound = p.request;
            return 0;
        }
        if (!p.container.limits.contains(name)) {
            return Codes.BADRANGE;
        }
        Contact c = p.contact(name);
        if (c != null && c.owed != 0) {
            partyFound = c.party;
            requestFound = c.owed;
            p.copy.session = c.owedSession != 0 ? c.owedSession : p.copy.session;
            return 0;
        }
        if (c != null || kernel.names.means(p, name)) {
            return Codes.PROCSTS;
        }
        return p.container.limits.isClient(name) ? absent : Codes.NOTBIND;
    }

    private boolean reachable(Party party) {
        return kernel.isLocal(party) || kernel.mayQueue(party.node);
    }

    /** Puts as many chunks under way as are allowed. */
    private void pump(LocalProcess p) {
        Copy copy = p.copy;
        while (p.phase == Phase.COPYING
                && copy.next < copy.length
                && copy.chunksOutstanding() < chunksInFlight) {
            describe(p, copy.advance());
            if (kernel.isLocal(copy.source)) {
                int code = kernel.chunks.read(frame);
                if (code < 0) {
                    kernel.ends.end(p, code);
                }
            } else {
                Outbound o = kernel.outbox.take();
                o.header.copyFrom(frame).dst(copy.source.endpoint).dnode(copy.source.node);
                kernel.post(o);
            }
        }
    }

    /** The frame of the chunk at {@code offset}, whoever will send it. */
    private void describe(LocalProcess p, int offset) {
        Copy copy = p.copy;
        frame.clear().cmd(commandOf(copy)).dcid(p.dcid);
        frame.src(p.endpoint).dst(copy.destination.endpoint);
        frame.snode(kernel.node).pid(p.pid).flags(ProxyHeader.FLAG_ROUTING);
        frame.vSrc(copy.source.endpoint).vDst(copy.destination.endpoint).vRqtr(p.endpoint);
        frame.vSaddr(copy.sourceAddress + offset).vDaddr(copy.destinationAddress + offset);
        frame.vBytes(copy.bytesAt(offset)).copySession(copy.session).copyId(p.request);
        frame.copySrcRequest(copy.sourceRequest).copySrcGen(copy.source.generation);
        frame.copyDstRequest(copy.destinationRequest).copyDstGen(copy.destination.generation);
        frame.copyDstNode(copy.destination.node).copyRqtrNode(kernel.node);
    }

    private int commandOf(Copy copy) {
        if (kernel.isLocal(copy.source)) {
            return Command.COPYIN_DATA;
        }
        if (kernel.isLocal(copy.destination)) {
            return Command.COPYOUT_RQST;
        }
        return copy.source.node == copy.destination.node
                ? Command.COPYLCL_RQST
                : Command.COPYRMT_RQST;
    }

    private void progress(LocalProcess p) {
        long stall = kernel.now() + STALL;
        kernel.deadlines.set(p, Math.min(stall, p.copy.callDeadline));
    }

    // ---- its end

    /** The copy ends early: chunks under way find nobody waiting, and parties' nodes are told. */
    void abort(LocalProcess p, int why) {
        int id = p.request;
        p.request = 0;
        abort(p, p.copy.source, id, why);
        abort(p, p.copy.destination, id, why);
    }

    private void abort(LocalProcess p, Party party, int id, int why) {
        if (party instanceof LocalProcess local) {
            kernel.chunks.cancel(local, p, id);
        } else {
            kernel.signals.cancel(p, party, party.generation, id, p.copy.session, why);
        }
    }

    /** The chunk that {@code h} describes is over, as this node knows it of its own processes. */
    void over(ProxyHeader h, int code) {
        LocalProcess p = requester(h);
        if (p == null) {
            kernel.drop();
        } else {
            over(p, h.vSaddr() - p.copy.sourceAddress, code);
        }
    }

    private void over(LocalProcess p, int offset, int code) {
        Copy copy = p.copy;
        if (code < 0) {
            kernel.ends.end(p, code);
            return;
        }
        copy.arrived(offset);
        if (!copy.complete()) {
            progress(p);
            pump(p);
            return;
        }
        if (kernel.isLocal(copy.source) && kernel.isLocal(copy.destination)) {
            p.localCopies++;
        } else {
            p.remoteCopies++;
        }
        kernel.ends.done(p, copy.length);
    }

    /** The local process whose copy {@code h} belongs to; null when that copy is over. */
    private LocalProcess requester(ProxyHeader h) {
        Container c = kernel.container(h.dcid());
        LocalProcess p = c.limits.contains(h.vRqtr()) ? c.local(h.vRqtr()) : null;
        return p != null && p.phase == Phase.COPYING && p.request == h.copyId() ? p : null;
    }

    // ---- frames of other nodes

    /**
     * An acknowledgement, or COPYOUT_DATA. Takes the payload's reference; returns 0, or the error
     * that made it be dropped.
     */
    int acknowledged(ProxyHeader h, Payload payload) {
        LocalProcess p = requester(h);
        if (p == null || !describes(p, h) || !expected(p.copy, h)) {
            payload.release();
            return Codes.ACKWAIT;
        }
        int offset = h.vSaddr() - p.copy.sourceAddress;
        int code = h.rcode() < 0 || h.rcode() == h.vBytes() ? h.rcode() : Codes.BADVALUE;
        if (h.cmd() == Command.COPYOUT_DATA && code >= 0) {
            code = kernel.chunks.write(h, payload);
            if (code >= 0) {
                return 0;
            }
        } else {
            payload.release();
        }
        over(p, offset, code);
        return 0;
    }

    /** Whether {@code h} repeats, field by field, what this node asked for and still waits for. */
    private boolean describes(LocalProcess p, ProxyHeader h) {
        Copy copy = p.copy;
        int offset = h.vSaddr() - copy.sourceAddress;
        return copy.isOutstanding(offset)
                && h.vBytes() == copy.bytesAt(offset)
                && h.vDaddr() - copy.destinationAddress == offset
                && h.vSrc() == copy.source.endpoint
                && h.vDst() == copy.destination.endpoint
                && h.copySrcRequest() == copy.sourceRequest
                && h.copySrcGen() == copy.source.generation
                && h.copyDstRequest() == copy.destinationRequest
                && h.copyDstGen() == copy.destination.generation
                && h.copyDstNode() == copy.destination.node
                && h.copyRqtrNode() == kernel.node;
    }

    /** Whether this command may come from this node. */
    private boolean expected(Copy copy, ProxyHeader h) {
        if (!h.has(ProxyHeader.FLAG_YOURS)) {
            return false;
        }
        int asked = commandOf(copy);
        if (h.cmd() != (asked | Command.ACK)) {
            return false;
        }
        return switch (asked) {
            case Command.COPYIN_DATA -> h.snode() == copy.destination.node;
            case Command.COPYRMT_RQST ->
                    h.snode() == copy.destination.node
                            || (h.snode() == copy.source.node && h.rcode() < 0);
            default -> h.snode() == copy.source.node;
        };
    }
}
