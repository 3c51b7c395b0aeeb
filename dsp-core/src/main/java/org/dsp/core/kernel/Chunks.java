package org.dsp.core.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.kernel.Chunk.Stage;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The parties' side of vcopy: chunks that local processes give or take, for requesters here and
 * elsewhere. A chunk exists only while its party waits in the request it was made for (K4), so
 * nothing is read from or lands in memory that is used for something else since.
 */
final class Chunks {
    private static final int SLOT_BITS = 15;

    /**
     * Chunks at a time: all that a thousand processes may have, so that those which wait for a peer
     * that does not read leave enough for copies to others.
     */
    private static final int MOST = 1 << SLOT_BITS;

    /**
     * Chunks of one process at a time: one copy's, of which some may still be in both queues. A
     * process that never answers fills no more than this.
     */
    private static final int MOST_OF_ONE = 2 * Copy.MAX_CHUNKS;

    private final Kernel kernel;
    private final List<Chunk> chunks = new ArrayList<>();
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();

    /** The frame of a chunk that has just been released. */
    private final ProxyHeader over = new ProxyHeader();

    Chunks(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Chunks that wait for a process; for tests of leaks. */
    int inUse() {
        return chunks.size() - free.size();
    }

    // ---- frames of other nodes

    /**
     * A copy frame that is no acknowledgement. Takes the payload's reference; returns 0, or the
     * error to be acknowledged.
     */
    int arrived(ProxyHeader h, Payload payload) {
        boolean data = h.cmd() == Command.COPYIN_DATA || h.cmd() == Command.COPYIN_RQST;
        if (!plausible(h)) {
            payload.release();
            return Codes.BADVALUE;
        }
        if (data) {
            return write(h, payload);
        }
        payload.release();
        return read(h);
    }

    /** Whether the frame can be what it says. */
    private boolean plausible(ProxyHeader h) {
        if (h.vBytes() < 1 || h.vBytes() > Copy.CHUNK || h.has(ProxyHeader.FLAG_YOURS)) {
            return false;
        }
        int destination = h.copyDstNode();
        boolean asksItself = h.copyRqtrNode() == h.snode();
        return switch (h.cmd()) {
            case Command.COPYIN_DATA, Command.COPYLCL_RQST ->
                    asksItself && destination == kernel.node;
            case Command.COPYOUT_RQST -> asksItself && destination == h.snode();
            case Command.COPYRMT_RQST ->
                    asksItself && destination != kernel.node && kernel.links.known(destination);
            default -> destination == kernel.node && kernel.links.known(h.copyRqtrNode());
        };
    }

    // ---- giving

    /** Asks the source of a chunk for its bytes, at once or when there is room. 0, or the error. */
    int read(ProxyHeader h) {
        LocalProcess source = party(h, h.vSrc(), h.copySrcGen(), h.copySrcRequest());
        if (source == null) {
            return absent(h, h.vSrc(), h.copySrcGen(), Codes.SRCDIED);
        }
        if (full(source)) {
            return Codes.RSCBUSY;
        }
        int node = takerOf(h);
        if (node == kernel.node) {
            ask(take(source, h));
            return 0;
        }
        Chunk c = take(source, h);
        c.target = kernel.outbox.peer(kernel.services.hop(node, h.copySession()));
        c.stage = Stage.WAITING;
        c.target.addWaiting(c);
        room(c.target);
        return 0;
    }

    /** The node that the bytes go to from here. */
    private static int takerOf(ProxyHeader h) {
        return h.cmd() == Command.COPYOUT_RQST ? h.copyRqtrNode() : h.copyDstNode();
    }

    private void ask(Chunk c) {
        c.stage = Stage.READING;
        LocalProcess source = c.process;
        AttachFrame f = kernel.scratch.start(AttachOp.READ, source.call);
        f.a0(c.tag).a1(c.header.vSaddr()).a2(c.header.vBytes());
        source.session.write(f, Payload.EMPTY);
    }

    /** Less copy data is under way to the peer: chunks that waited for that are read. */
    void room(PeerQueue peer) {
        Chunk c = peer.firstWaiting();
        while (c != null) {
            Chunk next = c.next;
            if (peer.mayRead(c.process, c.header.vBytes())) {
                peer.takeWaiting(c);
                peer.readingBytes += c.header.vBytes();
                c.process.chunksReading++;
                ask(c);
            }
            c = next;
        }
    }

    /** READ_DATA of a process. Takes the payload's reference. */
    void given(LocalProcess p, int tag, int status, Payload payload) {
        Chunk c = chunk(p, tag, Stage.READING);
        if (c == null) {
            payload.release();
            kernel.drop();
            return;
        }
        PeerQueue target = c.target;
        release(c);
        int code = status;
        if (code >= 0 && (code != over.vBytes() || payload.length() != code)) {
            code = Codes.BADVALUE;
        }
        if (code < 0) {
            payload.release();
        } else {
            code = pass(p, target, payload);
        }
        if (code < 0) {
            finished(code);
        }
        if (target != null) {
            room(target);
        }
    }

    /** The bytes of the chunk in {@link #over} are here: on to where they go. 0, or the error. */
    private int pass(LocalProcess from, PeerQueue target, Payload payload) {
        if (target == null) {
            return write(over, payload);
        }
        if (!kernel.mayQueue(target.node)) {
            payload.release();
            return Codes.NOTCONN;
        }
        Outbound o = kernel.outbox.take();
        ProxyHeader h = o.header.copyFrom(over).snode(kernel.node).dnode(takerOf(over));
        h.flags(ProxyHeader.FLAG_ROUTING).pid(from.pid).batchNr(0).sndSeq(0).ackSeq(0);
        switch (over.cmd()) {
            case Command.COPYOUT_RQST -> {
                h.cmd(Command.COPYOUT_DATA).src(over.vSrc()).dst(over.vRqtr());
                h.rcode(payload.length());
                h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
            }
            case Command.COPYRMT_RQST ->
                    h.cmd(Command.COPYIN_RQST).src(over.vSrc()).dst(over.vDst());
            default -> h.pid(over.pid());
        }
        o.payload = payload;
        kernel.post(o);
        return 0;
    }

    // ---- taking

    /** Gives a chunk's bytes to its destination. Takes the reference; 0, or the error. */
    int write(ProxyHeader h, Payload payload) {
        LocalProcess to = party(h, h.vDst(), h.copyDstGen(), h.copyDstRequest());
        int code = 0;
        if (to == null) {
            code = absent(h, h.vDst(), h.copyDstGen(), Codes.DSTDIED);
        } else if (payload.length() != h.vBytes()) {
            code = Codes.BADVALUE;
        } else if (full(to)) {
            code = Codes.RSCBUSY;
        }
        if (code < 0) {
            payload.release();
            return code;
        }
        Chunk c = take(to, h);
        c.stage = Stage.WRITING;
        AttachFrame f = kernel.scratch.start(AttachOp.WRITE, to.call);
        to.session.write(f.a0(c.tag).a1(h.vDaddr()), payload);
        return 0;
    }

    /** WRITE_ACK of a process. */
    void written(LocalProcess p, int tag, int status) {
        Chunk c = chunk(p, tag, Stage.WRITING);
        if (c == null) {
            kernel.drop();
            return;
        }
        release(c);
        finished(status >= 0 && status != over.vBytes() ? Codes.BADVALUE : status);
    }

    // ---- parties

    /** The party of a chunk, if it waits in that request of that requester; else null. */
    private LocalProcess party(ProxyHeader h, int endpoint, int generation, int request) {
        LocalProcess p = living(h, endpoint, generation);
        if (p == null) {
            return null;
        }
        boolean ownCopy =
                p.phase == Phase.COPYING
                        && p.request == request
                        && request == h.copyId()
                        && p.endpoint == h.vRqtr()
                        && h.copyRqtrNode() == kernel.node;
        if (ownCopy) {
            return p;
        }
        boolean waits = p.awaits(h.copyRqtrNode(), h.vRqtr(), request);
        return waits && p.admitsCopy(h.copyId()) ? p : null;
    }

    private LocalProcess living(ProxyHeader h, int endpoint, int generation) {
        Container c = kernel.container(h.dcid());
        LocalProcess p = c.limits.contains(endpoint) ? c.local(endpoint) : null;
        return p == null || p.generation != generation ? null : p;
    }

    private int absent(ProxyHeader h, int endpoint, int generation, int died) {
        return living(h, endpoint, generation) == null ? died : Codes.PROCSTS;
    }

    /** The chunk in {@link #over} is done, with its bytes or an error: its requester is told. */
    private void finished(int code) {
        if (over.copyRqtrNode() == kernel.node) {
            kernel.copies.over(over, code);
        } else {
            kernel.signals.acknowledge(over, code);
        }
    }

    // ---- ends

    /** A party waits no more, or is gone: its chunks fail, by what they asked of it. */
    void fail(LocalProcess p, int giving, int taking) {
        for (int i = 0; i < chunks.size() && p.chunks > 0; i++) {
            Chunk c = chunks.get(i);
            if (c.process == p) {
                int code = c.stage == Stage.WRITING ? taking : giving;
                PeerQueue target = c.target;
                release(c);
                finished(code);
                if (target != null) {
                    room(target);
                }
            }
        }
    }

    /** CANCEL of a remote requester's copy: nothing of it reaches {@code party} any more. */
    void cancel(LocalProcess party, int id) {
        party.voidCopiesBefore(id + 1);
        cancel(party, (LocalProcess) null, id);
    }

    /** {@code requester}, null = the remote one that {@code party} waits for, ended its copy. */
    void cancel(LocalProcess party, LocalProcess requester, int id) {
        for (int i = 0; i < chunks.size() && party.chunks > 0; i++) {
            Chunk c = chunks.get(i);
            if (c.process == party && c.header.copyId() == id && isOf(c, requester)) {
                PeerQueue target = c.target;
                release(c);
                if (target != null) {
                    room(target);
                }
            }
        }
    }

    private boolean isOf(Chunk c, LocalProcess requester) {
        boolean local = c.header.copyRqtrNode() == kernel.node;
        return requester == null ? !local : local && c.header.vRqtr() == requester.endpoint;
    }

    /** LEAVE: chunks on behalf of that node, or on their way to it, have nobody to go to. */
    void nodeLeft(int node) {
        for (int i = 0; i < chunks.size(); i++) {
            Chunk c = chunks.get(i);
            if (c.stage == Stage.FREE) {
                continue;
            }
            PeerQueue target = c.target;
            if (c.header.copyRqtrNode() == node) {
                release(c);
            } else if (target != null && target.node == node) {
                release(c);
                finished(Codes.NOTCONN);
            } else {
                continue;
            }
            if (target != null) {
                room(target);
            }
        }
    }

    // ---- the chunks themselves

    private boolean full(LocalProcess p) {
        return p.chunks >= MOST_OF_ONE || inUse() >= MOST;
    }

    private Chunk take(LocalProcess p, ProxyHeader h) {
        Chunk c = free.poll();
        if (c == null) {
            c = new Chunk(chunks.size());
            chunks.add(c);
        }
        c.tag = (((c.tag >>> SLOT_BITS) + 1) << SLOT_BITS) | c.slot;
        c.process = p;
        c.header.copyFrom(h);
        p.chunks++;
        return c;
    }

    private Chunk chunk(LocalProcess p, int tag, Stage stage) {
        int slot = tag & (MOST - 1);
        Chunk c = slot < chunks.size() ? chunks.get(slot) : null;
        return c != null && c.tag == tag && c.process == p && c.stage == stage ? c : null;
    }

    /** Gives the chunk back; what it was about is in {@link #over}. */
    private void release(Chunk c) {
        over.copyFrom(c.header);
        if (c.stage == Stage.WAITING) {
            c.target.removeWaiting(c);
        } else if (c.stage == Stage.READING && c.target != null) {
            c.target.readingBytes -= c.header.vBytes();
            c.process.chunksReading--;
        }
        c.process.chunks--;
        c.stage = Stage.FREE;
        c.process = null;
        c.target = null;
        free.add(c);
    }
}
