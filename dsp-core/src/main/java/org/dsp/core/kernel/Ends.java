package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * How calls end: with a message, a result, an error; because of time, a CANCEL, a death, a LEAVE
 * (K4, K5). Each call ends here, once.
 */
final class Ends {
    private final Kernel kernel;

    Ends(Kernel kernel) {
        this.kernel = kernel;
    }

    // ---- by itself

    /** The present call is over with {@code code}; after a reply that left, its receive begins. */
    void done(LocalProcess p, int code) {
        boolean replied = p.op == AttachOp.REPLY_RECEIVE;
        over(p);
        if (replied && code >= 0) {
            kernel.rendezvous.receiveAfterReply(p);
        } else {
            p.session.result(p.call, code, replied ? 1 : 0);
        }
    }

    /** The present call is over with a message, 36 bytes from {@code offset}. */
    void deliver(LocalProcess p, int name, Party from, byte[] message, int offset) {
        over(p);
        p.session.write(message(p.call, name, from, message, offset), Payload.EMPTY);
    }

    /** The frame that brings a message: in a call, or with call 0 ahead of one. */
    AttachFrame message(int call, int name, Party from, byte[] message, int offset) {
        AttachFrame f = kernel.scratch.start(AttachOp.MESSAGE, call);
        f.a1(kernel.shown(from.node)).a2(from.generation).a3(from.pid);
        System.arraycopy(message, offset, f.array(), AttachFrame.BODY, ProxyHeader.MESSAGE_BYTES);
        return f.bodyInt(0, name);
    }

    private void over(LocalProcess p) {
        kernel.deadlines.remove(p);
        p.phase = Phase.IDLE;
        p.with = null;
        p.receiveFrom = null;
        if (p.chunks > 0) {
            kernel.chunks.fail(p, Codes.PROCSTS, Codes.PROCSTS);
        }
    }

    /** The owner has the message of {@code c}: its sender goes on, or is owed an answer. */
    void took(Contact c) {
        if (c.pendingWantsAnswer) {
            c.owed = c.pendingRequest;
            c.owedSession = c.pendingSession;
        }
        if (c.party instanceof LocalProcess sender) {
            sender.localSent++;
            if (c.pendingWantsAnswer) {
                sender.phase = Phase.ANSWER;
            } else {
                done(sender, 0);
            }
        } else if (!c.pendingWantsAnswer) {
            kernel.signals.acknowledge(c, false, c.pendingRequest, c.pendingSession, 0);
        }
    }

    /** A frame of this process's call was pulled into a channel. */
    void left(LocalProcess p, int command) {
        p.leaving = null;
        switch (command) {
            case Command.SEND_MSG -> p.phase = Phase.SENT;
            case Command.SNDREC_MSG -> p.phase = Phase.ANSWER;
            default -> done(p, 0);
        }
    }

    // ---- before its time

    /** The call's time is over, or no chunk of its copy moved for too long. */
    void expire(LocalProcess p) {
        end(p, Codes.TIMEDOUT);
    }

    /** The process wants its call ended; one that is over already is not there. */
    void cancel(LocalProcess p, int call) {
        if (p.phase != Phase.IDLE && p.call == call) {
            end(p, Codes.INTR);
        }
    }

    /** LEAVE of {@code peer}: what the process has under way there has failed. */
    void nodeLeft(LocalProcess p, int peer) {
        p.knownAt.clear(peer);
        boolean there =
                switch (p.phase) {
                    case LEAVING, SENT, ANSWER -> p.with.node == peer;
                    case COPYING -> p.copy.source.node == peer || p.copy.destination.node == peer;
                    default -> false;
                };
        if (there) {
            end(p, Codes.NOTCONN);
        }
    }

    /** The other node cannot read the message {@code h}: the call that it belongs to has failed. */
    void unreadable(ProxyHeader h) {
        LocalProcess p = kernel.container(h.dcid()).local(h.src());
        boolean open =
                p != null
                        && p.generation == h.srcGen()
                        && (p.phase == Phase.SENT || p.phase == Phase.ANSWER)
                        && p.with.node == h.dnode()
                        && p.request == h.request()
                        && p.answers == h.has(ProxyHeader.FLAG_YOURS);
        if (open) {
            done(p, Codes.BADREQUEST);
        }
    }

    /** Ends the present call with an error. */
    void end(LocalProcess p, int code) {
        abandon(p, code);
        done(p, code);
    }

    /** Takes back whatever the present call has under way; others are told {@code why}. */
    void abandon(LocalProcess p, int why) {
        switch (p.phase) {
            case LEAVING -> withdraw(p);
            case SENT, ANSWER -> {
                if (p.with instanceof LocalProcess to) {
                    Contact c = to.contactOf(p);
                    if (c != null && c.owed == p.request) {
                        c.owed = 0;
                    }
                } else if (!p.answers) {
                    kernel.signals.cancel(p, p.with, p.toGeneration, p.request, 0, why);
                }
            }
            case QUEUED -> {
                Contact c = ((LocalProcess) p.with).contactOf(p);
                if (c != null) {
                    dropPending(c);
                }
            }
            case COPYING -> kernel.copies.abort(p, why);
            default -> {
                // Nothing of the call is anywhere else.
            }
        }
    }

    /** A frame that never left is no answer: the debt stands again. */
    private void withdraw(LocalProcess p) {
        Outbound o = p.leaving;
        p.leaving = null;
        Contact c = o.answers;
        if (c != null) {
            c.answer = null;
            c.owed = o.header.request();
            c.owedSession = o.header.session();
        } else {
            kernel.services.withdrawn(o.header);
        }
        kernel.outbox.discard(o);
    }

    /** Nobody waits any more for the answer to {@code c} that waits to be pulled, if one does. */
    void answerLost(Contact c, int code) {
        Outbound o = c.answer;
        if (o == null) {
            return;
        }
        c.answer = null;
        o.answers = null;
        if (o.quietCall != 0) {
            c.owner.session.result(o.quietCall, code, c.name);
            kernel.outbox.discard(o);
        } else {
            end(c.owner, code);
        }
    }

    /** The owner of {@code c} is gone: whoever waits for it is told (K5). */
    void ownerGone(Contact c) {
        if (c.pending != Contact.Pending.NONE) {
            boolean wantsAnswer = c.pendingWantsAnswer;
            fail(c, wantsAnswer, c.pendingRequest, c.pendingSession, Codes.DSTDIED);
        }
        if (c.owed != 0) {
            fail(c, true, c.owed, c.owedSession, Codes.SRCDIED);
        }
    }

    private void fail(Contact c, boolean wantsAnswer, int request, long session, int code) {
        if (c.party instanceof LocalProcess sender) {
            done(sender, code);
        } else {
            kernel.signals.acknowledge(c, wantsAnswer, request, session, code);
        }
    }

    /** The pending operation of {@code c}, if there is one, no longer waits. */
    void dropPending(Contact c) {
        if (c.pending == Contact.Pending.QUEUED) {
            c.owner.unqueue(c);
        } else if (c.pending == Contact.Pending.PREFETCHED) {
            c.owner.removePrefetched(c);
            AttachFrame f = kernel.scratch.start(AttachOp.RETRACT, 0).a0(c.prefetchTag);
            c.owner.session.write(f, Payload.EMPTY);
        }
    }
}
