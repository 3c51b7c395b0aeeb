package org.dsp.core.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.kernel.Chunk.Stage;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * vcopy (facts §2.5): bytes between the requester, those it owes an answer, and their nodes, in
 * chunks of at most 64 KiB with several in flight. A chunk is taken only while its party still
 * waits in the request it was made for (K4), so nothing lands in memory that is used for something
 * else since.
 */
final class Copies {
    /** Bytes per chunk: MAXCOPYBUF. */
    static final int CHUNK = ProxyHeader.MAX_PAYLOAD;

    /** Bytes per call: MAXCOPYLEN. */
    static final int MAX_LENGTH = 16 * CHUNK;

    /** A copy of which no chunk arrives for this long is over: the original's 30 s per chunk. */
    static final long STALL = 30_000_000_000L;

    /** Chunks that may wait for local processes on behalf of other nodes; beyond, RSCBUSY. */
    private static final int MAX_CHUNKS = 4096;

    private static final int SLOT_BITS = 12;

    private final Kernel kernel;
    private final int chunksInFlight;
    private final List<Chunk> chunks = new ArrayList<>();
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();

    /** The next chunk's frame; filled and used up by {@link #pump}. */
    private final ProxyHeader frame = new ProxyHeader();

    /**
     * The frame of a chunk that has just left its process; {@link #pump} may run while it is looked
     * at.
     */
    private final ProxyHeader over = new ProxyHeader();

    Copies(Kernel kernel, int chunksInFlight) {
        this.kernel = kernel;
        this.chunksInFlight = chunksInFlight;
    }

    // ---- the requester

    void start(LocalProcess p, AttachFrame f, int timeout) {
        int length = f.a2();
        if (length < 0 || length > MAX_LENGTH) {
            kernel.rendezvous.done(p, Codes.RANGE);
            return;
        }
        p.request = p.nextRequest();
        Copy copy = p.copy;
        copy.source = party(p, f.a0());
        copy.sourceRequest = requestOf(p, f.a0());
        copy.destination = party(p, f.a1());
        copy.destinationRequest = requestOf(p, f.a1());
        int code = admissible(p, f);
        if (code < 0 || length == 0) {
            kernel.rendezvous.done(p, code);
            return;
        }
        copy.sourceAddress = f.bodyInt(0);
        copy.destinationAddress = f.bodyInt(4);
        copy.length = length;
        copy.next = 0;
        copy.done = 0;
        copy.chunksInFlight = 0;
        copy.callDeadline = kernel.rendezvous.deadline(timeout);
        p.phase = Phase.COPYING;
        progress(p);
        pump(p);
    }

    private int admissible(LocalProcess p, AttachFrame f) {
        Copy copy = p.copy;
        if (copy.source == null || copy.destination == null) {
            int name = copy.source == null ? f.a0() : f.a1();
            return p.container.limits.contains(name) ? Codes.NOTBIND : Codes.BADRANGE;
        }
        if (copy.source == copy.destination) {
            return Codes.PERM;
        }
        if (copy.sourceRequest == 0 || copy.destinationRequest == 0) {
            return Codes.PROCSTS;
        }
        boolean reachable = reachable(copy.source) && reachable(copy.destination);
        return reachable ? 0 : Codes.NOTCONN;
    }

    private boolean reachable(Party party) {
        return party.node == kernel.node || kernel.links.mayQueue(party.node);
    }

    private static boolean isSelf(LocalProcess p, int name) {
        return name == Endpoints.SELF || (name == p.endpoint && p.contact(name) == null);
    }

    private Party party(LocalProcess p, int name) {
        if (isSelf(p, name)) {
            return p;
        }
        if (!p.container.limits.contains(name)) {
            return null;
        }
        Contact c = kernel.resolve(p, name);
        return c == null ? null : c.party;
    }

    /**
     * The request in which the party waits: the requester's own vcopy, or the one that it is owed.
     */
    private int requestOf(LocalProcess p, int name) {
        if (isSelf(p, name)) {
            return p.request;
        }
        Contact c = p.container.limits.contains(name) ? p.contact(name) : null;
        return c == null ? 0 : c.owed;
    }

    /** Puts as many chunks under way as are allowed. */
    private void pump(LocalProcess p) {
        Copy copy = p.copy;
        while (p.phase == Phase.COPYING
                && copy.chunksInFlight < chunksInFlight
                && copy.next < copy.length) {
            int bytes = Math.min(CHUNK, copy.length - copy.next);
            boolean sends = copy.source.node == kernel.node && copy.destination.node != kernel.node;
            if (sends && !reserve(p, copy.destination.node, bytes)) {
                return;
            }
            describe(p, bytes);
            copy.next += bytes;
            copy.chunksInFlight++;
            if (copy.source instanceof LocalProcess source) {
                readFrom(source, frame, sends ? bytes : 0);
            } else {
                request(p);
            }
        }
    }

    /** The frame of the next chunk, whoever will send it. */
    private void describe(LocalProcess p, int bytes) {
        Copy copy = p.copy;
        frame.clear().dcid(p.dcid).src(p.endpoint).snode(kernel.node).pid(p.pid);
        frame.flags(ProxyHeader.FLAG_ROUTING);
        frame.vSrc(copy.source.endpoint).vDst(copy.destination.endpoint).vRqtr(p.endpoint);
        frame.vSaddr(copy.sourceAddress + copy.next).vDaddr(copy.destinationAddress + copy.next);
        frame.vBytes(bytes).copyId(p.request);
        frame.copySrcRequest(copy.sourceRequest).copySrcGen(copy.source.generation);
        frame.copyDstRequest(copy.destinationRequest).copyDstGen(copy.destination.generation);
        frame.copyDstNode(copy.destination.node).copyRqtrNode(kernel.node);
        frame.cmd(commandOf(copy));
    }

    private int commandOf(Copy copy) {
        if (copy.source.node == kernel.node) {
            return Command.COPYIN_DATA;
        }
        if (copy.destination.node == kernel.node) {
            return Command.COPYOUT_RQST;
        }
        return copy.source.node == copy.destination.node
                ? Command.COPYLCL_RQST
                : Command.COPYRMT_RQST;
    }

    private void request(LocalProcess p) {
        Outbound o = kernel.outbox.take();
        o.header.copyFrom(frame).dst(p.copy.source.endpoint).dnode(p.copy.source.node);
        p.knownAt.set(p.copy.source.node);
        kernel.outbox.add(o);
    }

    private boolean reserve(LocalProcess p, int node, int bytes) {
        Outbox.Peer peer = kernel.outbox.peer(node);
        if (peer.copyBytes + bytes > Outbox.COPY_BUDGET) {
            if (!p.copy.waiting) {
                p.copy.waiting = true;
                peer.copiesWaiting.add(p);
            }
            return false;
        }
        peer.copyBytes += bytes;
        return true;
    }

    /** Copy data of this length was pulled: who waited for room goes on, in turn. */
    void room(Outbox.Peer peer, int bytes) {
        peer.copyBytes = Math.max(0, peer.copyBytes - bytes);
        LocalProcess p = peer.copiesWaiting.poll();
        if (p != null) {
            p.copy.waiting = false;
            pump(p);
        }
    }

    private void progress(LocalProcess p) {
        long stall = kernel.now() + STALL;
        kernel.deadlines.set(p, Math.min(stall, p.copy.callDeadline));
    }

    /** No chunk moved for {@link #STALL}. */
    void stalled(LocalProcess p) {
        kernel.rendezvous.end(p, Codes.TIMEDOUT);
    }

    /** The requester's copy ends early: what is under way finds nobody waiting. */
    void abort(LocalProcess p) {
        p.request = 0;
        if (p.copy.waiting) {
            kernel.outbox.peer(p.copy.destination.node).copiesWaiting.remove(p);
            p.copy.waiting = false;
        }
    }

    /** A chunk of a local requester is over. */
    private void chunkDone(ProxyHeader h, int code) {
        LocalProcess p = requester(h);
        if (p == null) {
            kernel.drop();
            return;
        }
        Copy copy = p.copy;
        if (code < 0) {
            kernel.rendezvous.end(p, code);
            return;
        }
        copy.chunksInFlight--;
        copy.done += h.vBytes();
        if (copy.source.node == kernel.node && copy.destination.node == kernel.node) {
            p.localCopied += h.vBytes();
        } else {
            p.remoteCopied += h.vBytes();
        }
        if (copy.done >= copy.length) {
            kernel.rendezvous.done(p, copy.length);
        } else {
            progress(p);
            pump(p);
        }
    }

    /** The local process whose copy {@code h} belongs to; null when that copy is over. */
    private LocalProcess requester(ProxyHeader h) {
        Container c = kernel.container(h.dcid());
        LocalProcess p = c.limits.contains(h.vRqtr()) ? c.local(h.vRqtr()) : null;
        return p != null && p.phase == Phase.COPYING && p.request == h.copyId() ? p : null;
    }

    // ---- frames of other nodes

    /**
     * A checked copy frame. Takes the payload's reference; returns 0 or the error to be
     * acknowledged.
     */
    int arrived(ProxyHeader h, Payload payload) {
        if (!plausible(h)) {
            payload.release();
            kernel.drop();
            return 0;
        }
        return switch (h.cmd()) {
            case Command.COPYIN_DATA, Command.COPYIN_RQST -> write(h, payload);
            case Command.COPYOUT_DATA -> copiedOut(h, payload);
            case Command.COPYOUT_RQST, Command.COPYLCL_RQST, Command.COPYRMT_RQST -> {
                payload.release();
                yield serve(h);
            }
            case Command.COPYIN_ACK, Command.COPYLCL_ACK, Command.COPYRMT_ACK -> {
                payload.release();
                chunkDone(
                        h, h.rcode() >= 0 && h.rcode() != h.vBytes() ? Codes.BADVALUE : h.rcode());
                yield 0;
            }
            default -> {
                payload.release();
                yield Codes.BADREQUEST;
            }
        };
    }

    /**
     * Whether the frame can be what it says: from the requester or a party of a copy that is under
     * way. What is not so cannot be acknowledged either, for nobody knows to whom.
     */
    private boolean plausible(ProxyHeader h) {
        if (h.vBytes() < 0
                || h.vBytes() > CHUNK
                || !node(h.copyRqtrNode())
                || !node(h.copyDstNode())) {
            return false;
        }
        return switch (h.cmd()) {
            case Command.COPYIN_DATA, Command.COPYOUT_RQST, Command.COPYLCL_RQST ->
                    h.copyRqtrNode() == h.snode();
            case Command.COPYRMT_RQST ->
                    h.copyRqtrNode() == h.snode() && kernel.links.known(h.copyDstNode());
            case Command.COPYIN_RQST ->
                    h.copyDstNode() == kernel.node && kernel.links.known(h.copyRqtrNode());
            default -> {
                LocalProcess p = requester(h);
                yield p != null
                        && p.copy.chunksInFlight > 0
                        && (p.copy.source.node == h.snode()
                                || p.copy.destination.node == h.snode());
            }
        };
    }

    private static boolean node(int id) {
        return id >= 0 && id < Kernel.MAX_NODES;
    }

    private int copiedOut(ProxyHeader h, Payload payload) {
        int code = h.rcode();
        if (code >= 0 && payload.length() != h.vBytes()) {
            code = Codes.BADVALUE;
        }
        if (code < 0) {
            payload.release();
            chunkDone(h, code);
            return 0;
        }
        code = write(h, payload);
        if (code < 0) {
            chunkDone(h, code);
        }
        return 0;
    }

    private int serve(ProxyHeader h) {
        LocalProcess source = waiting(h, h.vSrc(), h.copySrcGen(), h.copySrcRequest());
        if (source == null) {
            return Codes.PROCSTS;
        }
        if (chunks.size() - free.size() >= MAX_CHUNKS) {
            return Codes.RSCBUSY;
        }
        readFrom(source, h, 0);
        return 0;
    }

    /** The party of a chunk, if it still waits in that request of that requester; else null. */
    private LocalProcess waiting(ProxyHeader h, int endpoint, int generation, int request) {
        Container c = kernel.container(h.dcid());
        LocalProcess p = c.limits.contains(endpoint) ? c.local(endpoint) : null;
        if (p == null || p.generation != generation) {
            return null;
        }
        boolean ownCopy =
                p.phase == Phase.COPYING
                        && p.request == request
                        && request == h.copyId()
                        && h.copyRqtrNode() == kernel.node;
        return ownCopy || p.awaits(h.copyRqtrNode(), h.vRqtr(), request) ? p : null;
    }

    // ---- local processes

    private void readFrom(LocalProcess source, ProxyHeader h, int reserved) {
        Chunk c = take(source, h);
        c.stage = Stage.READING;
        c.reserved = reserved;
        c.reservedNode = h.copyDstNode();
        AttachFrame f = kernel.scratch.start(AttachOp.READ, source.call);
        source.session.write(f.a0(c.tag).a1(h.vSaddr()).a2(h.vBytes()), Payload.EMPTY);
    }

    private int write(ProxyHeader h, Payload payload) {
        LocalProcess to = waiting(h, h.vDst(), h.copyDstGen(), h.copyDstRequest());
        int code = 0;
        if (to == null) {
            code = Codes.PROCSTS;
        } else if (payload.length() != h.vBytes()) {
            code = Codes.BADVALUE;
        } else if (chunks.size() - free.size() >= MAX_CHUNKS) {
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

    /** READ_DATA of a process. Takes the payload's reference. */
    void read(LocalProcess p, int tag, int status, Payload payload) {
        Chunk c = chunk(p, tag, Stage.READING);
        if (c == null) {
            payload.release();
            kernel.drop();
            return;
        }
        over.copyFrom(c.header);
        int reserved = c.reserved;
        int reservedNode = c.reservedNode;
        release(c);
        boolean orphan = over.copyRqtrNode() == kernel.node && requester(over) == null;
        int code = status;
        if (code >= 0 && (code != over.vBytes() || payload.length() != code)) {
            code = Codes.BADVALUE;
        }
        if (code >= 0 && !orphan) {
            pass(p, over, payload);
            return;
        }
        payload.release();
        if (orphan) {
            kernel.drop();
        } else {
            finished(over, code);
        }
        if (reserved > 0) {
            room(kernel.outbox.peer(reservedNode), reserved);
        }
    }

    /** The bytes of a chunk are here: on to where they go. */
    private void pass(LocalProcess p, ProxyHeader h, Payload payload) {
        int code = 0;
        if (h.cmd() == Command.COPYIN_DATA && h.copyDstNode() != kernel.node) {
            sendData(p, h, Command.COPYIN_DATA, h.vDst(), h.copyDstNode(), payload);
        } else if (h.cmd() == Command.COPYOUT_RQST) {
            kernel.outbox.peer(h.copyRqtrNode()).copyBytes += payload.length();
            h.rcode(payload.length());
            sendData(p, h, Command.COPYOUT_DATA, h.vRqtr(), h.copyRqtrNode(), payload);
        } else if (h.cmd() != Command.COPYRMT_RQST) {
            code = write(h, payload);
        } else if (kernel.links.mayQueue(h.copyDstNode())) {
            kernel.outbox.peer(h.copyDstNode()).copyBytes += payload.length();
            sendData(p, h, Command.COPYIN_RQST, h.vDst(), h.copyDstNode(), payload);
        } else {
            payload.release();
            code = Codes.NOTCONN;
        }
        if (code < 0) {
            finished(h, code);
        }
    }

    private void sendData(
            LocalProcess from, ProxyHeader h, int command, int dst, int node, Payload payload) {
        Outbound o = kernel.outbox.take();
        o.header.copyFrom(h).cmd(command).dst(dst).snode(kernel.node).dnode(node);
        o.header.src(command == Command.COPYIN_DATA ? h.vRqtr() : h.vSrc()).pid(from.pid);
        o.header.flags(ProxyHeader.FLAG_ROUTING).sndSeq(0).ackSeq(0);
        o.payload = payload;
        from.knownAt.set(node);
        kernel.outbox.add(o);
    }

    /** WRITE_ACK of a process. */
    void written(LocalProcess p, int tag, int status) {
        Chunk c = chunk(p, tag, Stage.WRITING);
        if (c == null) {
            kernel.drop();
            return;
        }
        over.copyFrom(c.header);
        release(c);
        finished(over, status >= 0 && status != over.vBytes() ? Codes.BADVALUE : status);
    }

    /** A chunk is over, with its bytes or an error: its requester is told. */
    private void finished(ProxyHeader h, int code) {
        if (h.copyRqtrNode() == kernel.node) {
            chunkDone(h, code);
        } else {
            acknowledge(h, code);
        }
    }

    private void acknowledge(ProxyHeader h, int code) {
        int command =
                switch (h.cmd()) {
                    case Command.COPYIN_DATA -> Command.COPYIN_ACK;
                    case Command.COPYOUT_RQST -> Command.COPYOUT_DATA;
                    case Command.COPYLCL_RQST -> Command.COPYLCL_ACK;
                    default -> Command.COPYRMT_ACK;
                };
        kernel.outbox.add(kernel.ack(h, command, code));
    }

    // ---- chunks

    private Chunk take(LocalProcess p, ProxyHeader h) {
        Chunk c = free.poll();
        if (c == null) {
            c = new Chunk(chunks.size());
            chunks.add(c);
        }
        c.tag = (((c.tag >>> SLOT_BITS) + 1) << SLOT_BITS) | c.slot;
        c.process = p;
        c.reserved = 0;
        c.header.copyFrom(h);
        return c;
    }

    private Chunk chunk(LocalProcess p, int tag, Stage stage) {
        int slot = tag & ((1 << SLOT_BITS) - 1);
        Chunk c = slot < chunks.size() ? chunks.get(slot) : null;
        return c != null && c.tag == tag && c.process == p && c.stage == stage ? c : null;
    }

    private void release(Chunk c) {
        c.stage = Stage.FREE;
        c.process = null;
        free.add(c);
    }

    /** A local process is gone: chunks that wait for it fail. */
    void processGone(LocalProcess p) {
        for (int i = 0; i < chunks.size(); i++) {
            Chunk c = chunks.get(i);
            if (c.process != p) {
                continue;
            }
            int code = c.stage == Stage.READING ? Codes.SRCDIED : Codes.DSTDIED;
            int reserved = c.reserved;
            int reservedNode = c.reservedNode;
            over.copyFrom(c.header);
            release(c);
            finished(over, code);
            if (reserved > 0) {
                room(kernel.outbox.peer(reservedNode), reserved);
            }
        }
    }

    /** LEAVE: chunks on behalf of that node, or bound for it, have nobody to go to. */
    void nodeLeft(int node) {
        kernel.outbox.peer(node).copiesWaiting.clear();
        for (int i = 0; i < chunks.size(); i++) {
            Chunk c = chunks.get(i);
            if (c.stage == Stage.FREE) {
                continue;
            }
            if (c.header.copyRqtrNode() == node) {
                release(c);
            } else if (c.reservedNode == node) {
                c.reserved = 0;
            }
        }
    }
}
