package org.dsp.core.channel;

import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * The routing extension of frames from and to a peer that knows none. What leaves is noted and
 * stripped; what arrives is given the ids that the kernel expects, by the only thing that such a
 * frame says: whose endpoint it is for. "The present request of that endpoint" stands for the
 * request id (K4); a late answer to an earlier one cannot be told from the answer to the present
 * one. That is the original's own weakness.
 *
 * <p>Copies are told apart by their requester, which has one chunk under way at a time here: the
 * original refuses a second (EDVSENQUEUED).
 */
final class LegacyRouting {
    /** What becomes of a frame. */
    enum Fate {
        /** It goes on. */
        PASS,
        /** The other side would not understand it, or nobody waits for it. */
        DROP,
        /** It is an answer by reply, which the original acknowledges. */
        PASS_AND_ACKNOWLEDGE,
        /** A reply that nobody waits for: acknowledged with an error. */
        REFUSE
    }

    /** All processes of the peer: it says nothing of their lives. */
    private static final int GENERATION = 1;

    private static final int FOREVER = -1;
    private static final int EXTENSIONS =
            ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS | ProxyHeader.FLAG_OPENS;

    private final int local;
    private final int peer;
    private final PerEndpoint<LegacyCall> calls = new PerEndpoint<>(LegacyCall::new);
    private int lastRequest;
    private int lastCopy;

    /**
     * @param local this node's id
     * @param peer the peer's node id
     */
    LegacyRouting(int local, int peer) {
        this.local = local;
        this.peer = peer;
    }

    /** A LEAVE: nobody waits for anything any more. */
    void forget() {
        calls.forEach(call -> call.open = false);
    }

    // ---- out

    /** A command of this node's kernel is to leave: notes who waits for what, strips it. */
    Fate leaves(ProxyHeader h) {
        switch (h.cmd()) {
            case Command.SNDREC_MSG, Command.SEND_MSG -> waits(h);
            case Command.CANCEL -> cancels(h);
            default -> {
                // Nobody waits for more than that it leaves.
            }
        }
        if (h.cmd() > Command.COPYIN_RQST && (h.cmd() & Command.ACK) == 0) {
            return Fate.DROP;
        }
        strip(h);
        return Fate.PASS;
    }

    private void waits(ProxyHeader h) {
        LegacyCall call = calls.make(h.dcid(), h.src());
        call.open = true;
        call.party = h.dst();
        call.wantsAnswer = h.cmd() == Command.SNDREC_MSG;
        call.answers = h.has(ProxyHeader.FLAG_YOURS);
        call.request = h.request();
        call.generation = h.srcGen();
    }

    private void cancels(ProxyHeader h) {
        LegacyCall call = calls.find(h.dcid(), h.src());
        if (call != null && call.request == h.request()) {
            call.open = false;
        }
    }

    private static void strip(ProxyHeader h) {
        if (Command.routing(h.cmd()) == Command.Routing.COPY) {
            clearCopyExtension(h);
        } else {
            clearMessageExtension(h);
        }
        h.flags(h.flags() & ~EXTENSIONS);
    }

    private static void clearMessageExtension(ProxyHeader h) {
        h.session(0).request(0).remaining(0).srcGen(0).dstGen(0);
    }

    private static void clearCopyExtension(ProxyHeader h) {
        h.copySession(0).copyId(0).copySrcRequest(0).copySrcGen(0);
        h.copyDstRequest(0).copyDstGen(0).copyDstNode(0).copyRqtrNode(0);
    }

    // ---- in

    /** A frame of the peer that is no acknowledgement of a copy: completes it. */
    Fate arrives(ProxyHeader h) {
        return switch (h.cmd()) {
            case Command.SEND_MSG, Command.REPLY_MSG -> spoken(h);
            case Command.SNDREC_MSG, Command.NTFY_MSG -> requested(h);
            case Command.SEND_ACK, Command.SNDREC_ACK -> acknowledged(h);
            case Command.COPYIN_DATA, Command.COPYOUT_RQST, Command.COPYLCL_RQST -> copied(h);
            default -> Fate.DROP;
        };
    }

    private Fate spoken(ProxyHeader h) {
        LegacyCall call = calls.find(h.dcid(), h.dst());
        boolean reply = h.cmd() == Command.REPLY_MSG;
        if (call != null && call.awaitsAnswerOf(h.src())) {
            call.open = false;
            message(h, ProxyHeader.FLAG_YOURS, call.request).dstGen(call.generation);
            return reply ? Fate.PASS_AND_ACKNOWLEDGE : Fate.PASS;
        }
        return reply ? Fate.REFUSE : requested(h);
    }

    private Fate requested(ProxyHeader h) {
        lastRequest = lastRequest == -1 ? 1 : lastRequest + 1;
        message(h, 0, lastRequest).remaining(FOREVER);
        return Fate.PASS;
    }

    /** The original's error to a sendrec is a SEND_ACK; nothing else of the kind has one. */
    private Fate acknowledged(ProxyHeader h) {
        LegacyCall call = calls.find(h.dcid(), h.dst());
        boolean awaited =
                call != null
                        && call.open
                        && call.party == h.src()
                        && (h.rcode() < 0 || !call.wantsAnswer);
        if (!awaited) {
            return Fate.DROP;
        }
        call.open = false;
        h.cmd(call.wantsAnswer ? Command.SNDREC_ACK : Command.SEND_ACK);
        message(h, call.answers ? 0 : ProxyHeader.FLAG_YOURS, call.request);
        h.dstGen(call.generation);
        return Fate.PASS;
    }

    private static ProxyHeader message(ProxyHeader h, int yours, int request) {
        clearMessageExtension(h);
        return h.flags(ProxyHeader.FLAG_ROUTING | yours).request(request).srcGen(GENERATION);
    }

    /** A server of the peer copies from or to those here that wait for its answer. */
    private Fate copied(ProxyHeader h) {
        clearCopyExtension(h);
        lastCopy++;
        h.flags(ProxyHeader.FLAG_ROUTING).copyId(lastCopy).copyRqtrNode(peer);
        if (h.cmd() == Command.COPYIN_DATA) {
            h.copySrcGen(GENERATION);
        } else {
            LegacyCall source = calls.find(h.dcid(), h.vSrc());
            if (source != null && source.awaitsAnswerOf(h.vRqtr())) {
                h.copySrcRequest(source.request).copySrcGen(source.generation);
            }
        }
        if (h.cmd() == Command.COPYOUT_RQST) {
            h.copyDstNode(peer).copyDstGen(GENERATION);
            return Fate.PASS;
        }
        h.copyDstNode(local);
        LegacyCall destination = calls.find(h.dcid(), h.vDst());
        if (destination != null && destination.awaitsAnswerOf(h.vRqtr())) {
            h.copyDstRequest(destination.request).copyDstGen(destination.generation);
        }
        return Fate.PASS;
    }
}
