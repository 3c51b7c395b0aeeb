package org.dsp.core.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dsp.core.Payload;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The calls of local processes: send, receive, sendrec, notify, reply (facts §2.4, K3, K4, K6).
 * Works on {@link LocalProcess} and {@link Contact}; queues what must leave.
 */
final class Rendezvous {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MILLI = 1_000_000L;

    private final Kernel kernel;
    private final Ends ends;
    private final byte[] notice = new byte[ProxyHeader.MESSAGE_BYTES];

    Rendezvous(Kernel kernel, Ends ends) {
        this.kernel = kernel;
        this.ends = ends;
    }

    /** Begins a call; the process is idle. */
    void start(LocalProcess p, AttachFrame f) {
        p.call = f.call();
        p.op = f.op();
        p.answers = false;
        int timeout = timeoutOf(f);
        if (timeout < Endpoints.FOREVER) {
            ends.done(p, Codes.BADVALUE);
            return;
        }
        if (!p.isServer() && serversOnly(p.op)) {
            ends.done(p, Codes.TRAPDENIED);
            return;
        }
        switch (p.op) {
            case AttachOp.SEND -> send(p, f, timeout, false);
            case AttachOp.SENDREC -> send(p, f, timeout, true);
            case AttachOp.REPLY -> reply(p, f);
            case AttachOp.REPLY_RECEIVE -> {
                p.receiveTimeout = timeout;
                p.receiveCredit = f.a2();
                reply(p, f);
            }
            case AttachOp.RECEIVE -> receive(p, f.a0(), timeout, f.a2(), true);
            case AttachOp.RCVRQST -> receive(p, Endpoints.ANY, timeout, f.a2(), false);
            case AttachOp.NOTIFY -> notify(p, f.a0());
            case AttachOp.VCOPY -> kernel.copies.start(p, f, timeout);
            case AttachOp.RMTBIND -> remoteBind(p, f);
            case AttachOp.WAIT4BIND -> await(p, f.a0(), timeout, true);
            case AttachOp.WAIT4UNBIND -> await(p, f.a0(), timeout, false);
            default -> throw new IllegalStateException("op " + p.op + " is no call");
        }
    }

    private static int timeoutOf(AttachFrame f) {
        return switch (f.op()) {
            case AttachOp.VCOPY -> f.a3();
            case AttachOp.NOTIFY, AttachOp.REPLY, AttachOp.RMTBIND -> Endpoints.FOREVER;
            default -> f.a1();
        };
    }

    /** The original's privileges (facts §2.1): clients may only sendrec and look around. */
    private static boolean serversOnly(int op) {
        return switch (op) {
            case AttachOp.SENDREC, AttachOp.RMTBIND, AttachOp.WAIT4BIND, AttachOp.WAIT4UNBIND ->
                    false;
            default -> true;
        };
    }

    private void remoteBind(LocalProcess p, AttachFrame f) {
        int code =
                ProcessSession.nameFits(f)
                        ? kernel.names.remoteBind(p, f.a0(), f.a1())
                        : Codes.NAMESIZE;
        ends.done(p, code);
    }

    // ---- send, sendrec

    private void send(LocalProcess p, AttachFrame f, int timeout, boolean wantsAnswer) {
        int name = f.a0();
        Contact owing = p.container.limits.contains(name) ? p.contact(name) : null;
        if (!wantsAnswer && owing != null && owing.owed != 0) {
            if (timeout == Endpoints.NOWAIT && owing.party.node != kernel.node) {
                ends.done(p, Codes.AGAIN);
            } else {
                answer(p, owing, f, Command.SEND_MSG, timeout);
            }
            return;
        }
        Contact c = target(p, name);
        if (c == null) {
            return;
        }
        p.withName = name;
        if (isClient(c)) {
            ends.done(p, p.isServer() ? Codes.PROCSTS : Codes.TRAPDENIED);
        } else if (timeout == Endpoints.NOWAIT && (wantsAnswer || c.party.node != kernel.node)) {
            ends.done(p, Codes.AGAIN);
        } else if (c.party instanceof LocalProcess to) {
            p.nextRequest();
            sendLocal(p, to, f, timeout, wantsAnswer);
        } else if (!kernel.mayQueue(c.party.node)) {
            ends.done(p, Codes.NOTCONN);
        } else {
            p.nextRequest();
            arm(p, timeout);
            leave(p, c, f, wantsAnswer ? Command.SNDREC_MSG : Command.SEND_MSG);
        }
    }

    /**
     * Whether the party is a client: nothing but the answer to its request may be sent to it (K4).
     */
    private static boolean isClient(Contact c) {
        return c.owner.container.limits.isClient(c.party.endpoint);
    }

    /**
     * Whom the process means; ends the call and returns null when it means nobody it may send to.
     */
    private Contact target(LocalProcess p, int name) {
        if (!p.container.limits.contains(name)) {
            ends.done(p, Codes.BADRANGE);
            return null;
        }
        if (name == p.endpoint) {
            ends.done(p, Codes.BADSRCDST);
            return null;
        }
        Contact c = kernel.names.resolve(p, name);
        if (c == null) {
            ends.done(p, kernel.names.means(p, name) ? Codes.NOSPC : absent(p, name));
        }
        return c;
    }

    /**
     * A server knows clients only because they called it: one that means nobody now has died. Any
     * other number was never bound to anybody.
     */
    private static int absent(LocalProcess p, int name) {
        return p.isServer() && p.container.limits.isClient(name) ? Codes.DSTDIED : Codes.NOTBIND;
    }

    private void sendLocal(
            LocalProcess p, LocalProcess to, AttachFrame f, int timeout, boolean wantsAnswer) {
        Contact back = kernel.names.introduce(to, p);
        if (back == null) {
            ends.done(p, Codes.NOSPC);
            return;
        }
        if (locked(p, to)) {
            ends.done(p, Codes.LOCKED);
            return;
        }
        boolean accepted = to.accepts(back);
        if (!accepted && timeout == Endpoints.NOWAIT) {
            ends.done(p, Codes.AGAIN);
            return;
        }
        p.with = to;
        p.phase = Phase.QUEUED;
        arm(p, timeout);
        back.wants(p.request, 0, wantsAnswer);
        if (accepted) {
            ends.deliver(to, back.name, p, f.array(), AttachFrame.BODY);
            ends.took(back);
        } else {
            System.arraycopy(f.array(), AttachFrame.BODY, back.message, 0, back.message.length);
            to.enqueue(back);
        }
    }

    /**
     * Whether {@code to} waits, through others, for {@code p}: to wait for it would be for ever.
     */
    private static boolean locked(LocalProcess p, LocalProcess to) {
        LocalProcess at = to;
        while (at.phase == Phase.QUEUED || at.phase == Phase.ANSWER) {
            if (!(at.with instanceof LocalProcess next)) {
                return false;
            }
            if (next == p) {
                return true;
            }
            at = next;
        }
        return false;
    }

    /** Queues the frame of the present call: its own request, or an answer. */
    private void leave(LocalProcess p, Contact c, AttachFrame f, int command) {
        Outbound o = frame(p, c, command);
        o.header.messageFrom(f.array(), AttachFrame.BODY).mSource(p.endpoint);
        leave(p, c, o);
    }

    private void leave(LocalProcess p, Contact c, Outbound o) {
        p.with = c.party;
        p.toGeneration = c.bound ? 0 : c.party.generation;
        p.phase = Phase.LEAVING;
        p.leaving = o;
        o.owner = p;
        if (!p.answers) {
            o.header.request(p.request).dstGen(p.toGeneration);
        }
        kernel.post(o);
    }

    private Outbound frame(LocalProcess p, Contact c, int command) {
        Outbound o = kernel.outbox.take();
        o.header.cmd(command).dcid(p.dcid).src(p.endpoint).dst(c.party.endpoint);
        o.header.snode(kernel.node).dnode(c.party.node).pid(p.pid);
        o.header.flags(ProxyHeader.FLAG_ROUTING).srcGen(p.generation);
        o.timed = command == Command.SEND_MSG || command == Command.SNDREC_MSG;
        o.deadline = p.deadline;
        return o;
    }

    // ---- answers

    private void reply(LocalProcess p, AttachFrame f) {
        int code = owes(p, f.a0());
        if (code < 0) {
            ends.done(p, code);
        } else {
            answer(p, p.contact(f.a0()), f, Command.REPLY_MSG, Endpoints.FOREVER);
        }
    }

    /** Whether the process owes an answer to whom it means by {@code name}: 0, or the error. */
    private int owes(LocalProcess p, int name) {
        if (!p.container.limits.contains(name)) {
            return Codes.BADRANGE;
        }
        Contact c = p.contact(name);
        if (c != null && c.owed != 0) {
            return kernel.isLocal(c.party) || kernel.mayQueue(c.party.node) ? 0 : Codes.NOTCONN;
        }
        return c == null ? Codes.DSTDIED : Codes.PROCSTS;
    }

    /** Settles what the process owes {@code c} in its present call. */
    private void answer(LocalProcess p, Contact c, AttachFrame f, int command, int timeout) {
        if (c.party instanceof LocalProcess to) {
            answerLocal(p, c, to, f);
            ends.done(p, 0);
        } else if (!kernel.mayQueue(c.party.node)) {
            ends.done(p, Codes.NOTCONN);
        } else {
            p.withName = c.name;
            p.request = c.owed;
            p.answers = true;
            arm(p, timeout);
            leave(p, c, answerFrame(p, c, f, command));
        }
    }

    private void answerLocal(LocalProcess p, Contact c, LocalProcess to, AttachFrame f) {
        c.owed = 0;
        p.localSent++;
        ends.deliver(to, to.withName, p, f.array(), AttachFrame.BODY);
    }

    private Outbound answerFrame(LocalProcess p, Contact c, AttachFrame f, int command) {
        ends.answerLost(c, Codes.PROCSTS);
        Outbound o = frame(p, c, command);
        o.header.messageFrom(f.array(), AttachFrame.BODY).mSource(p.endpoint);
        o.header.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        o.header.session(c.owedSession).request(c.owed).dstGen(c.party.generation);
        o.answers = c;
        c.answer = o;
        c.owed = 0;
        return o;
    }

    /**
     * A reply that opens no call: nobody waits for it to leave, and only its failure is told. There
     * is at most one for each answer owed, so what waits is bounded by names.
     */
    void quietReply(LocalProcess p, AttachFrame f) {
        int code = p.isServer() ? owes(p, f.a0()) : Codes.TRAPDENIED;
        if (code < 0) {
            p.session.result(f.call(), code, f.a0());
            return;
        }
        Contact c = p.contact(f.a0());
        if (c.party instanceof LocalProcess to) {
            answerLocal(p, c, to, f);
        } else {
            Outbound o = answerFrame(p, c, f, Command.REPLY_MSG);
            o.quietCall = f.call();
            kernel.post(o);
        }
    }

    // ---- notify

    private void notify(LocalProcess p, int name) {
        Contact c = target(p, name);
        if (c == null) {
            return;
        }
        p.withName = name;
        if (isClient(c)) {
            ends.done(p, Codes.TRAPDENIED);
        } else if (c.party instanceof LocalProcess to) {
            int code = notified(to, p);
            if (code >= 0) {
                p.localSent++;
            }
            ends.done(p, code);
        } else if (!kernel.mayQueue(c.party.node)) {
            ends.done(p, Codes.NOTCONN);
        } else {
            p.nextRequest();
            Outbound o = frame(p, c, Command.NTFY_MSG);
            o.header.rcode(-1);
            leave(p, c, o);
        }
    }

    /** {@code from} notifies a local process: a bit, whatever it does at the moment. */
    int notified(LocalProcess to, Party from) {
        Contact c = kernel.names.introduce(to, from);
        if (c == null) {
            return Codes.NOSPC;
        }
        if (c.notified) {
            return Codes.OVERRUN;
        }
        if (to.receiveNotifies && to.accepts(c)) {
            deliverNotice(to, c);
        } else {
            to.addNotified(c);
        }
        return 0;
    }

    /** The receiver's kernel makes a notify's message: m9 with the time (facts §2.4). */
    private void deliverNotice(LocalProcess p, Contact c) {
        long wall = kernel.wallClock();
        Arrays.fill(notice, (byte) 0);
        INT.set(notice, 4, Endpoints.NOTIFY_MASK | c.name);
        INT.set(notice, 16, (int) Math.floorDiv(wall, 1_000_000_000L));
        INT.set(notice, 20, (int) Math.floorMod(wall, 1_000_000_000L));
        ends.deliver(p, c.name, c.party, notice, 0);
    }

    // ---- receive

    /** The reply of a REPLY_RECEIVE is on its way: the rest of the call. */
    void receiveAfterReply(LocalProcess p) {
        p.op = AttachOp.RECEIVE;
        p.answers = false;
        receive(p, Endpoints.ANY, p.receiveTimeout, p.receiveCredit, true);
    }

    private void receive(LocalProcess p, int from, int timeout, int credit, boolean notifies) {
        Contact only = null;
        if (from != Endpoints.ANY) {
            only = target(p, from);
            if (only == null) {
                return;
            }
        }
        p.receiveFrom = only;
        p.receiveNotifies = notifies;
        if (deliverWaiting(p, only, notifies)) {
            if (only == null) {
                prefetch(p, credit);
            }
        } else if (timeout == Endpoints.NOWAIT) {
            ends.done(p, Codes.AGAIN);
        } else if (only != null
                && !kernel.isLocal(only.party)
                && !kernel.mayQueue(only.party.node)) {
            ends.done(p, Codes.NOTCONN);
        } else {
            p.phase = Phase.RECEIVING;
            arm(p, timeout);
        }
    }

    /** Notifies first, then the queue in order (facts §2.4). */
    private boolean deliverWaiting(LocalProcess p, Contact only, boolean notifies) {
        Contact notified = only == null ? p.firstNotified() : only;
        if (notifies && notified != null && notified.notified) {
            p.removeNotified(notified);
            deliverNotice(p, notified);
            return true;
        }
        Contact queued = only == null ? p.firstQueued() : only;
        if (queued == null || queued.pending != Contact.Pending.QUEUED) {
            return false;
        }
        p.unqueue(queued);
        ends.deliver(p, queued.name, queued.party, queued.message, 0);
        ends.took(queued);
        return true;
    }

    /**
     * Sends ahead what waits behind the message that has just completed a receive, as far as the
     * process has given credit. Only there: so no receive crosses a message that would end it.
     */
    private void prefetch(LocalProcess p, int credit) {
        int most = Math.max(1, Math.min(credit, ProcessSession.MAX_CREDIT)) - 1;
        while (p.prefetchedCount() < most && p.firstQueued() != null) {
            Contact c = p.firstQueued();
            p.unqueue(c);
            p.addPrefetched(c);
            AttachFrame f = ends.message(0, c.name, c.party, c.message, 0);
            p.session.write(f.flags(AttachFrame.FLAG_PREFETCHED).a0(c.prefetchTag), Payload.EMPTY);
        }
    }

    /** The program received a prefetched message. One that was retracted meanwhile is not there. */
    void taken(LocalProcess p, int tag) {
        Contact c = p.prefetchedByTag(tag);
        if (c != null) {
            p.removePrefetched(c);
            ends.took(c);
        }
    }

    // ---- waiting for somebody to come or go

    private void await(LocalProcess p, int endpoint, int timeout, boolean bound) {
        if (!p.container.limits.contains(endpoint)) {
            ends.done(p, Codes.BADRANGE);
        } else if ((p.container.local(endpoint) != null) == bound) {
            ends.done(p, 0);
        } else if (timeout == Endpoints.NOWAIT) {
            ends.done(p, Codes.AGAIN);
        } else {
            p.awaited = endpoint;
            p.phase = bound ? Phase.WAIT_BIND : Phase.WAIT_UNBIND;
            arm(p, timeout);
        }
    }

    private void arm(LocalProcess p, int timeout) {
        kernel.deadlines.set(p, deadline(timeout));
    }

    /** When a time-out, given in ms, is over; {@code Long.MAX_VALUE} for ever. */
    long deadline(int timeout) {
        return timeout == Endpoints.FOREVER ? Long.MAX_VALUE : kernel.now() + timeout * MILLI;
    }
}
