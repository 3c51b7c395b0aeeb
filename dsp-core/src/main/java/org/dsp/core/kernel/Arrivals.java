package org.dsp.core.kernel;

import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * What messages of other nodes do to local processes (K1, K2, K4, K5): requests, answers,
 * acknowledgements, CANCEL, PROCESS_DIED. Every frame was checked for container and ranges.
 */
final class Arrivals {
    private final Kernel kernel;

    Arrivals(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Takes a frame. Returns 0, or the error to be acknowledged. */
    int arrived(ProxyHeader h) {
        Container container = kernel.container(h.dcid());
        if (h.srcGen() == 0 && speaks(h.cmd())) {
            return Codes.BADVALUE;
        }
        if (h.cmd() == Command.PROCESS_DIED) {
            kernel.names.died(container, h);
            return 0;
        }
        LocalProcess p = container.local(h.dst());
        if (p == null || (h.dstGen() != 0 && h.dstGen() != p.generation)) {
            return Codes.DSTDIED;
        }
        p.knownAt.set(h.snode());
        return switch (h.cmd()) {
            case Command.SEND_ACK, Command.SNDREC_ACK -> acknowledged(p, h);
            case Command.CANCEL -> cancelled(p, h);
            case Command.SEND_MSG, Command.REPLY_MSG, Command.SNDREC_MSG, Command.NTFY_MSG ->
                    h.has(ProxyHeader.FLAG_YOURS) ? answered(p, h) : requested(container, p, h);
            default -> Codes.BADREQUEST;
        };
    }

    /** Whether the frame is the word of a process, so that its generation counts. */
    private static boolean speaks(int command) {
        return (command & Command.ACK) == 0;
    }

    private int acknowledged(LocalProcess p, ProxyHeader h) {
        boolean awaited =
                h.cmd() == Command.SEND_ACK
                        ? p.phase == Phase.SENT
                        : p.phase == Phase.ANSWER && h.rcode() < 0;
        if (!awaited
                || p.with.node != h.snode()
                || p.with.endpoint != h.src()
                || p.request != h.request()
                || p.answers == h.has(ProxyHeader.FLAG_YOURS)) {
            return Codes.ACKWAIT;
        }
        kernel.ends.done(p, Math.min(0, h.rcode()));
        return 0;
    }

    private int answered(LocalProcess p, ProxyHeader h) {
        if (h.cmd() == Command.SNDREC_MSG || h.cmd() == Command.NTFY_MSG) {
            return Codes.BADREQUEST;
        }
        if (!p.awaits(h.snode(), h.src(), h.request())) {
            return Codes.PROCSTS;
        }
        RemoteProcess from = kernel.names.speaker(p.container, h);
        if (from == null) {
            return Codes.PROCSTS;
        }
        kernel.ends.deliver(p, p.withName, from, h.array(), ProxyHeader.MESSAGE);
        if (h.cmd() == Command.SEND_MSG) {
            kernel.signals.acknowledge(h, 0);
        }
        return 0;
    }

    private int requested(Container container, LocalProcess p, ProxyHeader h) {
        boolean fromClient = container.limits.isClient(h.src());
        if (h.cmd() == Command.REPLY_MSG) {
            return Codes.BADREQUEST;
        }
        if (!p.isServer()) {
            return fromClient ? Codes.TRAPDENIED : Codes.PROCSTS;
        }
        if (fromClient && h.cmd() != Command.SNDREC_MSG) {
            return Codes.TRAPDENIED;
        }
        if (h.request() == 0) {
            return Codes.BADVALUE;
        }
        RemoteProcess from = kernel.names.speaker(container, h);
        if (from == null) {
            return Codes.SRCDIED;
        }
        if (p.contactOf(from) == null
                && !kernel.autobind(h.snode())
                && container.named(h.src()) != from) {
            return Codes.NOTBIND;
        }
        if (h.cmd() == Command.NTFY_MSG) {
            return kernel.rendezvous.notified(p, from);
        }
        Contact c = kernel.names.introduce(p, from);
        if (c == null) {
            return Codes.NOSPC;
        }
        if (c.pending != Contact.Pending.NONE) {
            return Codes.ENQUEUED;
        }
        c.wants(h.request(), h.session(), h.cmd() == Command.SNDREC_MSG);
        if (p.accepts(c)) {
            kernel.ends.deliver(p, c.name, from, h.array(), ProxyHeader.MESSAGE);
            kernel.ends.took(c);
        } else {
            h.messageTo(c.message, 0);
            p.enqueue(c);
        }
        return 0;
    }

    /** The request, or the copy, has ended at its source: nothing of it may wait or happen here. */
    private int cancelled(LocalProcess p, ProxyHeader h) {
        RemoteProcess from = p.container.remote(h.snode(), h.src());
        if (p.phase == Phase.ANSWER && p.with == from) {
            kernel.chunks.cancel(p, h.request());
        }
        Contact c = p.contactOf(from);
        if (c == null || from.generation != h.srcGen()) {
            return 0;
        }
        if (c.pendingRequest == h.request()) {
            kernel.ends.dropPending(c);
        }
        if (c.owed == h.request()) {
            c.owed = 0;
        }
        if (c.answer != null && c.answer.header.request() == h.request()) {
            boolean died = h.rcode() == Codes.SRCDIED;
            kernel.ends.answerLost(c, died ? Codes.DSTDIED : Codes.PROCSTS);
        }
        return 0;
    }
}
