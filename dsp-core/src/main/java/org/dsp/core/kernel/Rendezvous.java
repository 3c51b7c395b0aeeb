package org.dsp.core.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dsp.core.Payload;
import org.dsp.core.kernel.LocalProcess.Phase;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * Who meets whom: send, receive, sendrec, notify, reply, and the frames of other nodes that take
 * part (facts §2.4, K4–K6). Works on {@link LocalProcess} and {@link Contact}; queues what must
 * leave.
 */
final class Rendezvous {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MILLI = 1_000_000L;

    private final Kernel kernel;
    private final byte[] notice = new byte[ProxyHeader.MESSAGE_BYTES];

    Rendezvous(Kernel kernel) {
        this.kernel = kernel;
    }

    // ---- calls of local processes

    /** Begins a call; the process is idle. */
    void start(LocalProcess p, AttachFrame f) {
        p.call = f.call();
        p.op = f.op();
        p.answers = false;
        p.settled = null;
        int timeout = timeoutOf(f);
        if (timeout < Endpoints.FOREVER) {
            done(p, Codes.BADVALUE);
            return;
        }
        if (!p.isServer() && serversOnly(p.op)) {
            done(p, Codes.TRAPDENIED);
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
            case AttachOp.RMTBIND -> done(p, kernel.remoteBind(p, f.a0(), f.a1()));
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

    private void send(LocalProcess p, AttachFrame f, int timeout, boolean wantsAnswer) {
        Contact c = target(p, f.a0());
        if (c == null) {
            return;
        }
        System.arraycopy(f.array(), AttachFrame.BODY, p.message, 0, p.message.length);
        if (!wantsAnswer && c.owed != 0) {
            answer(p, c, Command.SEND_MSG, timeout);
        } else if (isClient(c)) {
            done(p, p.isServer() ? Codes.PROCSTS : Codes.TRAPDENIED);
        } else if (timeout == Endpoints.NOWAIT && (wantsAnswer || c.party.node != kernel.node)) {
            done(p, Codes.AGAIN);
        } else {
            p.request = p.nextRequest();
            if (c.party instanceof LocalProcess to) {
                sendLocal(p, c, to, timeout, wantsAnswer);
            } else {
                sendRemote(p, c, wantsAnswer ? Command.SNDREC_MSG : Command.SEND_MSG, timeout);
            }
        }
    }

    /**
     * Whether the party is a client: nothing but the answer to its request may be sent to it (K4).
     */
    private boolean isClient(Contact c) {
        return kernel.container(c.party.dcid).limits.isClient(c.party.endpoint);
    }

    /**
     * Whom the process means; ends the call and returns null when it means nobody it may send to.
     */
    private Contact target(LocalProcess p, int name) {
        if (!p.container.limits.contains(name)) {
            done(p, Codes.BADRANGE);
            return null;
        }
        Contact c = kernel.resolve(p, name);
        if (c == null) {
            done(p, Codes.NOTBIND);
            return null;
        }
        if (c.party == p) {
            done(p, Codes.BADSRCDST);
            return null;
        }
        return c;
    }

    private void sendLocal(
            LocalProcess p, Contact c, LocalProcess to, int timeout, boolean wantsAnswer) {
        Contact back = kernel.introduce(to, p);
        if (back == null) {
            done(p, Codes.NOSPC);
            return;
        }
        if (locked(p, to)) {
            done(p, Codes.LOCKED);
            return;
        }
        p.with = to;
        p.withName = c.name;
        back.pendingWantsAnswer = wantsAnswer;
        back.pendingRequest = p.request;
        if (to.accepts(back)) {
            p.phase = Phase.QUEUED;
            arm(p, timeout);
            deliver(to, back.name, p, p.message);
            took(back);
        } else if (timeout == Endpoints.NOWAIT) {
            done(p, Codes.AGAIN);
        } else {
            System.arraycopy(p.message, 0, back.message, 0, p.message.length);
            to.enqueue(back);
            p.phase = Phase.QUEUED;
            arm(p, timeout);
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

    private void sendRemote(LocalProcess p, Contact c, int command, int timeout) {
        if (!kernel.links.mayQueue(c.party.node)) {
            done(p, Codes.NOTCONN);
            return;
        }
        arm(p, timeout);
        leave(p, c, command, c.bound ? 0 : c.party.generation);
    }

    private void leave(LocalProcess p, Contact c, int command, int toGeneration) {
        Outbound o = kernel.outbox.take();
        ProxyHeader h = address(o.header.cmd(command), p, c.party);
        h.flags(ProxyHeader.FLAG_ROUTING | (p.answers ? ProxyHeader.FLAG_YOURS : 0));
        h.messageFrom(p.message, 0).mSource(p.endpoint);
        h.request(p.request).srcGen(p.generation).dstGen(toGeneration);
        o.owner = p;
        o.deadline = p.deadline;
        p.leaving = o;
        p.with = c.party;
        p.withName = c.name;
        p.phase = Phase.LEAVING;
        kernel.outbox.add(o);
    }

    private void reply(LocalProcess p, AttachFrame f) {
        Contact c = debt(p, f.a0());
        if (c == null) {
            done(p, Codes.PROCSTS);
            return;
        }
        System.arraycopy(f.array(), AttachFrame.BODY, p.message, 0, p.message.length);
        answer(p, c, Command.REPLY_MSG, Endpoints.FOREVER);
    }

    /** Whom the process owes an answer under this name; null when it owes none. */
    private static Contact debt(LocalProcess p, int name) {
        Contact c = p.container.limits.contains(name) ? p.contact(name) : null;
        return c == null || c.owed == 0 ? null : c;
    }

    /** A reply that opens no call and waits for nothing; only its failure is told. */
    void quietReply(LocalProcess p, AttachFrame f) {
        Contact c = debt(p, f.a0());
        int code = 0;
        if (c == null) {
            code = Codes.PROCSTS;
        } else if (c.party instanceof LocalProcess to) {
            c.owed = 0;
            p.localSent++;
            System.arraycopy(f.array(), AttachFrame.BODY, notice, 0, notice.length);
            deliver(to, to.withName, p, notice);
        } else if (!kernel.links.mayQueue(c.party.node)) {
            code = Codes.NOTCONN;
        } else {
            Outbound o = kernel.outbox.take();
            address(o.header.cmd(Command.REPLY_MSG), p, c.party);
            o.header.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
            o.header.messageFrom(f.array(), AttachFrame.BODY).mSource(p.endpoint);
            o.header.request(c.owed).remaining(Endpoints.FOREVER);
            o.header.srcGen(p.generation).dstGen(c.party.generation);
            c.owed = 0;
            p.remoteSent++;
            p.knownAt.set(c.party.node);
            kernel.outbox.add(o);
        }
        if (code < 0) {
            p.session.result(f.call(), code, f.a0());
        }
    }

    private ProxyHeader address(ProxyHeader h, LocalProcess from, Party to) {
        return h.dcid(from.dcid)
                .src(from.endpoint)
                .dst(to.endpoint)
                .snode(kernel.node)
                .dnode(to.node)
                .pid(from.pid);
    }

    /** Settles what the process owes {@code c}. */
    private void answer(LocalProcess p, Contact c, int command, int timeout) {
        p.request = c.owed;
        if (c.party instanceof LocalProcess to) {
            c.owed = 0;
            p.localSent++;
            deliver(to, to.withName, p, p.message);
            done(p, 0);
        } else if (!kernel.links.mayQueue(c.party.node)) {
            done(p, Codes.NOTCONN);
        } else {
            c.owed = 0;
            p.settled = c;
            p.answers = true;
            arm(p, timeout);
            leave(p, c, command, c.party.generation);
        }
    }

    private void notify(LocalProcess p, int name) {
        Contact c = target(p, name);
        if (c == null) {
            return;
        }
        if (isClient(c)) {
            done(p, Codes.TRAPDENIED);
        } else if (c.party instanceof LocalProcess to) {
            done(p, notified(to, p));
        } else if (!kernel.links.mayQueue(c.party.node)) {
            done(p, Codes.NOTCONN);
        } else {
            p.request = p.nextRequest();
            leave(p, c, Command.NTFY_MSG, c.bound ? 0 : c.party.generation);
        }
    }

    private int notified(LocalProcess to, Party from) {
        Contact c = kernel.introduce(to, from);
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

    private void receive(LocalProcess p, int from, int timeout, int credit, boolean notifies) {
        p.op = AttachOp.RECEIVE;
        p.receiveFrom = null;
        p.receiveNotifies = notifies;
        p.prefetchCredit = 0;
        if (from == Endpoints.ANY) {
            p.prefetchCredit = Math.max(0, Math.min(credit, ProcessSession.MAX_CREDIT) - 1);
        } else {
            p.receiveFrom = target(p, from);
            if (p.receiveFrom == null) {
                return;
            }
        }
        if (deliverWaiting(p)) {
            prefetch(p);
        } else if (timeout == Endpoints.NOWAIT) {
            done(p, Codes.AGAIN);
        } else if (p.receiveFrom != null
                && p.receiveFrom.party.node != kernel.node
                && !kernel.links.mayQueue(p.receiveFrom.party.node)) {
            done(p, Codes.NOTCONN);
        } else {
            p.phase = Phase.RECEIVING;
            arm(p, timeout);
        }
    }

    /** Notifies first, then the queue in order (facts §2.4). */
    private boolean deliverWaiting(LocalProcess p) {
        Contact notified = p.receiveFrom == null ? p.firstNotified() : p.receiveFrom;
        if (p.receiveNotifies && notified != null && notified.notified) {
            p.removeNotified(notified);
            deliverNotice(p, notified);
            return true;
        }
        Contact queued = p.receiveFrom == null ? p.firstQueued() : p.receiveFrom;
        if (queued == null || queued.pending != Contact.QUEUED) {
            return false;
        }
        p.unqueue(queued);
        deliver(p, queued.name, queued.party, queued.message);
        took(queued);
        return true;
    }

    /**
     * Sends ahead what waits, as far as the process has given credit: only right behind the message
     * that completes a receive, so that no receive crosses a message that would have completed it.
     */
    private void prefetch(LocalProcess p) {
        while (p.prefetchedCount < p.prefetchCredit && p.firstQueued() != null) {
            Contact c = p.firstQueued();
            p.unqueue(c);
            p.addPrefetched(c);
            AttachFrame f = message(0, c.name, c.party, c.message);
            f.flags(AttachFrame.FLAG_PREFETCHED).a0(c.prefetchTag);
            p.session.write(f, Payload.EMPTY);
        }
    }

    /** The program received a prefetched message. One that was retracted meanwhile is not there. */
    void taken(LocalProcess p, int tag) {
        Contact c = p.prefetchedByTag(tag);
        if (c != null) {
            p.removePrefetched(c);
            p.received++;
            took(c);
        }
    }

    private void await(LocalProcess p, int endpoint, int timeout, boolean bound) {
        if (!p.container.limits.contains(endpoint)) {
            done(p, Codes.BADRANGE);
        } else if ((p.container.local(endpoint) != null) == bound) {
            done(p, 0);
        } else if (timeout == Endpoints.NOWAIT) {
            done(p, Codes.AGAIN);
        } else {
            p.awaited = endpoint;
            p.phase = bound ? Phase.WAIT_BIND : Phase.WAIT_UNBIND;
            arm(p, timeout);
        }
    }

    // ---- frames of other nodes

    /** A checked frame for a local endpoint. Returns 0 or the error. */
    int arrived(ProxyHeader h) {
        Container container = kernel.container(h.dcid());
        LocalProcess p = container.local(h.dst());
        if (h.cmd() == Command.PROCESS_DIED) {
            died(container, h);
            return 0;
        }
        if (p == null || (h.dstGen() != 0 && h.dstGen() != p.generation)) {
            return Codes.DSTDIED;
        }
        p.knownAt.set(h.snode());
        return switch (h.cmd()) {
            case Command.SEND_ACK, Command.SNDREC_ACK -> acknowledged(p, h);
            case Command.CANCEL -> cancelled(p, h);
            default -> h.has(ProxyHeader.FLAG_YOURS) ? answered(p, h) : requested(container, p, h);
        };
    }

    private int acknowledged(LocalProcess p, ProxyHeader h) {
        boolean mine =
                p.with != null
                        && p.with.node == h.snode()
                        && p.with.endpoint == h.src()
                        && p.request == h.request()
                        && p.answers != h.has(ProxyHeader.FLAG_YOURS);
        boolean awaited = p.phase == Phase.SENT || (p.phase == Phase.ANSWER && h.rcode() < 0);
        if (!mine || !awaited) {
            kernel.drop();
            return Codes.BADREQUEST;
        }
        done(p, Math.min(0, h.rcode()));
        return 0;
    }

    private int answered(LocalProcess p, ProxyHeader h) {
        if (h.cmd() == Command.SNDREC_MSG || h.cmd() == Command.NTFY_MSG) {
            return Codes.BADREQUEST;
        }
        if (!p.awaits(h.snode(), h.src(), h.request())) {
            return Codes.PROCSTS;
        }
        RemoteProcess from = speaker(p.container, h);
        if (from == null) {
            return Codes.PROCSTS;
        }
        h.messageTo(notice, 0);
        deliver(p, p.withName, from, notice);
        if (h.cmd() == Command.SEND_MSG) {
            kernel.outbox.add(kernel.ack(h, Command.SEND_ACK, 0));
        }
        return 0;
    }

    private int requested(Container container, LocalProcess p, ProxyHeader h) {
        if (h.cmd() == Command.REPLY_MSG) {
            return Codes.BADREQUEST;
        }
        if (!p.isServer()) {
            return container.limits.isClient(h.src()) ? Codes.TRAPDENIED : Codes.PROCSTS;
        }
        if (container.limits.isClient(h.src()) && h.cmd() != Command.SNDREC_MSG) {
            return Codes.TRAPDENIED;
        }
        if (h.request() == 0) {
            return Codes.BADVALUE;
        }
        RemoteProcess from = speaker(container, h);
        if (from == null) {
            return Codes.SRCDIED;
        }
        if (p.contactOf(from) == null && !kernel.links.autobind(h.snode())) {
            return Codes.NOTBIND;
        }
        if (h.cmd() == Command.NTFY_MSG) {
            return notified(p, from);
        }
        Contact c = kernel.introduce(p, from);
        if (c == null) {
            return Codes.NOSPC;
        }
        if (c.pending != Contact.NONE) {
            return Codes.ENQUEUED;
        }
        c.pendingWantsAnswer = h.cmd() == Command.SNDREC_MSG;
        c.pendingRequest = h.request();
        h.messageTo(c.message, 0);
        if (p.accepts(c)) {
            deliver(p, c.name, from, c.message);
            took(c);
        } else {
            p.enqueue(c);
        }
        return 0;
    }

    /** Who speaks in this frame; null when it is a process known to be gone. */
    private RemoteProcess speaker(Container container, ProxyHeader h) {
        RemoteProcess from = container.remote(h.snode(), h.src());
        if (from.generation != h.srcGen()) {
            if (from.generation != 0 && !from.gone) {
                kernel.forget(container, from, Codes.SRCDIED);
            }
            from.generation = h.srcGen();
            from.gone = false;
        }
        from.pid = h.pid();
        return from.gone ? null : from;
    }

    private int cancelled(LocalProcess p, ProxyHeader h) {
        Contact c = p.contactOf(p.container.remote(h.snode(), h.src()));
        if (c == null || c.party.generation != h.srcGen()) {
            return 0;
        }
        if (c.pending != Contact.NONE && c.pendingRequest == h.request()) {
            dropPending(c);
        }
        if (c.owed == h.request()) {
            c.owed = 0;
        }
        return 0;
    }

    private void died(Container container, ProxyHeader h) {
        RemoteProcess party = container.remote(h.snode(), h.src());
        if (party.generation == h.srcGen()) {
            party.gone = true;
            kernel.forget(container, party, Codes.SRCDIED);
        }
    }

    // ---- ends

    /** A frame of this process was pulled into a channel. */
    void left(LocalProcess p, int command, int peer) {
        p.leaving = null;
        p.settled = null;
        p.remoteSent++;
        p.knownAt.set(peer);
        switch (command) {
            case Command.SEND_MSG -> p.phase = Phase.SENT;
            case Command.SNDREC_MSG -> p.phase = Phase.ANSWER;
            default -> done(p, 0);
        }
    }

    /** The owner has the message of {@code c}: its sender goes on, or is owed an answer. */
    private void took(Contact c) {
        int request = c.pendingRequest;
        if (c.pendingWantsAnswer) {
            c.owed = request;
        }
        if (c.party instanceof LocalProcess sender) {
            sender.localSent++;
            if (c.pendingWantsAnswer) {
                sender.phase = Phase.ANSWER;
            } else {
                done(sender, 0);
            }
        } else if (!c.pendingWantsAnswer) {
            acknowledge(c, Command.SEND_ACK, request, 0);
        }
    }

    /** An ack that no frame at hand asks for: the party's operation ended here. */
    private void acknowledge(Contact c, int command, int request, int code) {
        Outbound o = kernel.outbox.take();
        LocalProcess p = c.owner;
        ProxyHeader h = address(o.header.cmd(command), p, c.party).rcode(code);
        h.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        h.request(request).srcGen(p.generation).dstGen(c.party.generation);
        kernel.outbox.add(o);
    }

    /** The call's time is over. */
    void expire(LocalProcess p) {
        if (p.phase == Phase.COPYING && kernel.now() < p.copy.callDeadline) {
            kernel.copies.stalled(p);
        } else {
            end(p, Codes.TIMEDOUT);
        }
    }

    /** The process wants its call ended; one that is over already is not there. */
    void cancel(LocalProcess p, int call) {
        if (p.phase != Phase.IDLE && p.call == call) {
            end(p, Codes.INTR);
        }
    }

    /** Ends the present call before its time. */
    void end(LocalProcess p, int code) {
        abandon(p);
        done(p, code);
    }

    /** Takes back whatever the present call has under way. */
    void abandon(LocalProcess p) {
        switch (p.phase) {
            case LEAVING -> {
                p.leaving.withdrawn = true;
                p.leaving.owner = null;
                p.leaving = null;
                if (p.settled != null && p.settled.owed == 0) {
                    p.settled.owed = p.request;
                }
            }
            case SENT, ANSWER -> {
                if (p.with instanceof LocalProcess to) {
                    Contact c = to.contactOf(p);
                    if (c != null && c.owed == p.request) {
                        c.owed = 0;
                    }
                } else if (!p.answers) {
                    sendCancel(p);
                }
            }
            case QUEUED -> {
                Contact c = ((LocalProcess) p.with).contactOf(p);
                if (c != null) {
                    dropPending(c);
                }
            }
            case COPYING -> kernel.copies.abort(p);
            default -> {
                // Nothing of the call is anywhere else.
            }
        }
    }

    private void sendCancel(LocalProcess p) {
        Outbound o = kernel.outbox.take();
        ProxyHeader h = address(o.header.cmd(Command.CANCEL), p, p.with);
        h.flags(ProxyHeader.FLAG_ROUTING);
        h.request(p.request).srcGen(p.generation);
        o.counts = false;
        kernel.outbox.add(o);
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
        if (!there) {
            return;
        }
        if (p.phase == Phase.LEAVING) {
            p.leaving.owner = null;
            p.leaving = null;
        } else if (p.phase == Phase.COPYING) {
            kernel.copies.abort(p);
        }
        done(p, Codes.NOTCONN);
    }

    /** The owner of {@code c} is gone: whoever waits for it is told (K5). */
    void ownerGone(Contact c) {
        if (c.pending != Contact.NONE) {
            failSender(c, c.pendingWantsAnswer, c.pendingRequest, Codes.DSTDIED);
        }
        if (c.owed != 0) {
            failSender(c, true, c.owed, Codes.SRCDIED);
        }
    }

    private void failSender(Contact c, boolean wantsAnswer, int request, int code) {
        if (c.party instanceof LocalProcess sender) {
            if (sender.phase != Phase.IDLE && sender.request == request && sender.with == c.owner) {
                done(sender, code);
            }
        } else {
            acknowledge(c, wantsAnswer ? Command.SNDREC_ACK : Command.SEND_ACK, request, code);
        }
    }

    /** The pending operation of {@code c} no longer waits. */
    void dropPending(Contact c) {
        if (c.pending == Contact.QUEUED) {
            c.owner.unqueue(c);
        } else if (c.pending == Contact.PREFETCHED) {
            c.owner.removePrefetched(c);
            AttachFrame f = kernel.scratch.start(AttachOp.RETRACT, 0).a0(c.prefetchTag);
            c.owner.session.write(f, Payload.EMPTY);
        }
    }

    /** The present call is over with {@code code}; after a reply that left, its receive begins. */
    void done(LocalProcess p, int code) {
        kernel.deadlines.remove(p);
        p.phase = Phase.IDLE;
        p.with = null;
        p.settled = null;
        if (p.op == AttachOp.REPLY_RECEIVE && code >= 0) {
            p.answers = false;
            receive(p, Endpoints.ANY, p.receiveTimeout, p.receiveCredit, true);
        } else {
            p.session.result(p.call, code, p.op == AttachOp.REPLY_RECEIVE ? 1 : 0);
        }
    }

    private void deliver(LocalProcess p, int name, Party from, byte[] message) {
        kernel.deadlines.remove(p);
        p.phase = Phase.IDLE;
        p.with = null;
        p.received++;
        p.session.write(message(p.call, name, from, message), Payload.EMPTY);
    }

    private AttachFrame message(int call, int name, Party from, byte[] message) {
        AttachFrame f = kernel.scratch.start(AttachOp.MESSAGE, call);
        f.a1(from.node).a2(from.generation).a3(from.pid);
        System.arraycopy(message, 0, f.array(), AttachFrame.BODY, message.length);
        return f.bodyInt(0, name);
    }

    /** The receiver's kernel makes a notify's message: m9 with the time (facts §2.4). */
    private void deliverNotice(LocalProcess p, Contact c) {
        long wall = kernel.wallClock();
        java.util.Arrays.fill(notice, (byte) 0);
        INT.set(notice, 4, Endpoints.NOTIFY_MASK | c.name);
        INT.set(notice, 16, (int) Math.floorDiv(wall, 1_000_000_000L));
        INT.set(notice, 20, (int) Math.floorMod(wall, 1_000_000_000L));
        deliver(p, c.name, c.party, notice);
    }

    private void arm(LocalProcess p, int timeout) {
        kernel.deadlines.set(p, deadline(timeout));
    }

    long deadline(int timeout) {
        return timeout == Endpoints.FOREVER ? Long.MAX_VALUE : kernel.now() + timeout * MILLI;
    }
}
