package org.dsp.core.channel;

import java.util.ArrayDeque;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * The copies of local requesters with a legacy peer: one chunk of each requester is under way, the
 * others wait here in order, at most as many as a copy has chunks. The acknowledgement of the chunk
 * under way is recognised by its requester and given back the extension that the chunk had.
 */
final class LegacyCopies {
    /** The chunks of one requester. */
    private static final class Requester {
        final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        final ProxyHeader underWay = new ProxyHeader();
        boolean busy;
    }

    /** A chunk that waits. */
    private static final class Waiting {
        final ProxyHeader header = new ProxyHeader();
        Payload payload = Payload.EMPTY;
    }

    private final PerEndpoint<Requester> requesters = new PerEndpoint<>(Requester::new);

    /** Whether a command of this node's kernel begins a chunk. */
    static boolean begins(ProxyHeader h) {
        int cmd = h.cmd();
        return cmd == Command.COPYIN_DATA
                || cmd == Command.COPYOUT_RQST
                || cmd == Command.COPYLCL_RQST;
    }

    /**
     * Whether this chunk may leave now; if not, it waits here and the payload's reference is taken.
     */
    boolean admits(ProxyHeader h, Payload payload) {
        Requester requester = requesters.make(h.dcid(), h.vRqtr());
        if (requester.busy) {
            Waiting chunk = new Waiting();
            chunk.header.copyFrom(h);
            chunk.payload = payload;
            requester.waiting.add(chunk);
            return false;
        }
        requester.busy = true;
        requester.underWay.copyFrom(h);
        return true;
    }

    /** The copy has ended early: what waits of it is dropped, what is under way is not awaited. */
    void cancelled(ProxyHeader cancel) {
        Requester requester = requesters.find(cancel.dcid(), cancel.src());
        if (requester != null && requester.underWay.copyId() == cancel.request()) {
            drop(requester);
        }
    }

    /**
     * An acknowledgement, or COPYOUT_DATA, arrives: is given the extension of the chunk under way.
     *
     * @return whether it answers that chunk
     */
    boolean acknowledges(ProxyHeader h) {
        Requester requester = requesters.find(h.dcid(), h.dst());
        if (requester == null || !requester.busy) {
            return false;
        }
        ProxyHeader chunk = requester.underWay;
        boolean fits =
                h.cmd() == (chunk.cmd() | Command.ACK)
                        && h.vSaddr() == chunk.vSaddr()
                        && h.vDaddr() == chunk.vDaddr();
        if (!fits) {
            return false;
        }
        requester.busy = false;
        h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        h.copySession(chunk.copySession()).copyId(chunk.copyId());
        h.copySrcRequest(chunk.copySrcRequest()).copySrcGen(chunk.copySrcGen());
        h.copyDstRequest(chunk.copyDstRequest()).copyDstGen(chunk.copyDstGen());
        h.copyDstNode(chunk.copyDstNode()).copyRqtrNode(chunk.copyRqtrNode());
        h.vSrc(chunk.vSrc()).vDst(chunk.vDst()).vRqtr(chunk.vRqtr()).vBytes(chunk.vBytes());
        return true;
    }

    /**
     * The requester's next chunk, if one waits and none is under way: put into {@code header}.
     *
     * @return its payload, whose reference the caller owns; null when there is none
     */
    Payload next(int container, int endpoint, ProxyHeader header) {
        Requester requester = requesters.find(container, endpoint);
        if (requester == null || requester.busy || requester.waiting.isEmpty()) {
            return null;
        }
        Waiting chunk = requester.waiting.remove();
        header.copyFrom(chunk.header);
        return chunk.payload;
    }

    /** A LEAVE: nothing waits, nothing is under way. */
    void forget() {
        requesters.forEach(LegacyCopies::drop);
    }

    private static void drop(Requester requester) {
        requester.busy = false;
        while (!requester.waiting.isEmpty()) {
            requester.waiting.remove().payload.release();
        }
    }
}
