package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * The link to a peer that speaks the original's plain framing ({@code docs/wire/frames.md} §10): no
 * JOIN, no link epochs, no window, no resend. It is up while both connections stand; the end of
 * either is a LEAVE, which ends the other, and whatever was on its way is lost. Sequences are the
 * original's counters; nobody looks at them. Node's thread only.
 *
 * <p>Copies between three nodes of which one is a legacy peer are refused: their acknowledgement
 * says nothing by which the requester's node could know it.
 */
public final class LegacyChannel implements PeerLink {
    private static final long SECOND = 1_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    /** The original's get2rmt time-out: an idle sender says HELLO as often. */
    private static final long HELLO_PERIOD = 30 * SECOND;

    private static final int REFUSED = ErrorCode.EDVSBADREQUEST.number();
    private static final int NOT_WAITING = ErrorCode.EDVSPROCSTS.number();

    private final int local;
    private final int peer;
    private final long grace;
    private final LegacySink sink;
    private final LegacyRouting routing;
    private final LegacyCopies copies = new LegacyCopies();
    private final Backoff backoff;
    private final Silence silence = new Silence();
    private final ChannelLog log;
    private final ChannelCounters counters = new ChannelCounters();
    private final ProxyHeader own = new ProxyHeader();

    /** Null while there is no such connection. */
    private PeerOutput out;

    private PeerOutput in;
    private boolean connecting;
    private boolean dirty;
    private boolean up;

    /** Whether anything was sent or delivered since the last LEAVE. */
    private boolean used;

    private boolean declaredDown;
    private boolean closed;
    private int sent;
    private int received;
    private long retryAt;
    private long graceAt;
    private long helloAt = NEVER;

    /**
     * A channel that is down. The first attempt to connect is made by the first {@link #tick}.
     *
     * @param peer the peer's node id
     */
    public LegacyChannel(ChannelSettings settings, int peer, LegacySink sink, long now) {
        this.local = settings.localNode();
        this.peer = peer;
        this.grace = settings.linkGrace();
        this.sink = sink;
        this.routing = new LegacyRouting(local, peer);
        this.log = new ChannelLog(peer);
        this.backoff =
                new Backoff(
                        settings.backoffMin(), settings.backoffMax(), settings.seed() * 31 + peer);
        this.retryAt = now;
        this.graceAt = now + grace;
    }

    @Override
    public int peer() {
        return peer;
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public boolean mayQueue() {
        return !closed && (up || !declaredDown);
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(
                peer,
                state(),
                half(out, connecting),
                half(in, false),
                "legacy",
                counters.commandsSent,
                counters.bytesSent,
                counters.commandsReceived,
                counters.bytesReceived,
                0,
                0,
                sent,
                sent,
                received,
                0,
                0,
                counters.late,
                counters.joins,
                Math.max(0, counters.joins - 1),
                counters.leaves,
                log.last(),
                log.lastAt());
    }

    private static HalfStatus half(PeerOutput output, boolean connecting) {
        if (output != null) {
            return HalfStatus.of(HalfStatus.State.JOINED, output);
        }
        return HalfStatus.without(
                connecting ? HalfStatus.State.CONNECTING : HalfStatus.State.CLOSED);
    }

    private ChannelStatus.State state() {
        if (closed) {
            return ChannelStatus.State.CLOSED;
        }
        if (up) {
            return ChannelStatus.State.UP;
        }
        if (declaredDown) {
            return ChannelStatus.State.DECLARED_DOWN;
        }
        boolean half = out != null || in != null;
        return half ? ChannelStatus.State.HALF : ChannelStatus.State.DOWN;
    }

    // ---- the connection that we opened

    @Override
    public void connected(PeerOutput output, long now) {
        if (closed || !connecting) {
            output.abort("not wanted any more");
            return;
        }
        connecting = false;
        out = output;
        half(now);
    }

    @Override
    public void connectFailed(String why, long now) {
        if (!closed && connecting) {
            connecting = false;
            log.note("connect: " + why, now);
            retryAt = now + backoff.next();
        }
    }

    @Override
    public void control(PeerOutput output, ProxyHeader header, long now) {
        if (!closed && output == out) {
            breakUp(Command.name(header.cmd()) + " came back on our connection", now);
        }
    }

    @Override
    public void disconnected(PeerOutput output, String why, long now) {
        if (!closed && output == out) {
            breakUp("our connection is closed: " + why, now);
        }
    }

    // ---- the connection that the peer opened

    /** The peer connected to the port that is kept for it. */
    public void accepted(PeerOutput output, long now) {
        if (closed) {
            output.abort("this node leaves");
            return;
        }
        if (in != null) {
            breakUp("the peer connected anew", now);
        }
        in = output;
        silence.start(now, HELLO_PERIOD);
        if (out == null) {
            connect();
        }
        half(now);
    }

    @Override
    public void join(PeerOutput output, ProxyHeader join, long now) {
        log.warn("it JOINs, but its block says legacy YES", now);
        output.abort("JOIN of a legacy peer");
    }

    @Override
    public void frame(PeerOutput output, ProxyHeader header, Payload payload, long now) {
        if (closed || output != in) {
            payload.release();
            counters.late++;
            return;
        }
        silence.heard();
        int cmd = header.cmd();
        if (cmd == Command.NONE) {
            payload.release();
        } else if (header.snode() != peer || isNew(cmd)) {
            payload.release();
            malformed(output, Command.name(cmd) + " of node " + header.snode(), now);
        } else {
            command(header, payload, now);
        }
    }

    /** What the original does not have. */
    private static boolean isNew(int cmd) {
        return (cmd & ~Command.ACK) > Command.COPYIN_RQST;
    }

    private void command(ProxyHeader h, Payload payload, long now) {
        received++;
        counters.received(payload.length());
        used = true;
        int container = h.dcid();
        int requester = h.dst();
        if (Command.routing(h.cmd()) == Command.Routing.COPY && isCopyAnswer(h.cmd())) {
            if (copies.acknowledges(h)) {
                sink.deliver(h, payload, now);
                sendNext(container, requester, now);
            } else {
                payload.release();
            }
        } else if (h.cmd() == Command.COPYRMT_RQST) {
            payload.release();
            answer(h, Command.COPYRMT_ACK, REFUSED);
        } else {
            message(h, payload, now);
        }
    }

    private static boolean isCopyAnswer(int cmd) {
        return (cmd & Command.ACK) != 0;
    }

    private void message(ProxyHeader h, Payload payload, long now) {
        switch (routing.arrives(h)) {
            case PASS -> sink.deliver(h, payload, now);
            case PASS_AND_ACKNOWLEDGE -> {
                int code = sink.deliver(h, payload, now);
                answer(h, Command.SEND_ACK, Math.min(0, code));
            }
            case REFUSE -> {
                payload.release();
                answer(h, Command.SEND_ACK, NOT_WAITING);
            }
            case DROP -> {
                payload.release();
                counters.late++;
            }
        }
    }

    /** An acknowledgement that the kernel does not make. Nothing when there is no way to send. */
    private void answer(ProxyHeader h, int cmd, int code) {
        if (out == null) {
            return;
        }
        own.copyFrom(h).cmd(cmd).src(h.dst()).dst(h.src()).snode(local).dnode(peer);
        own.rcode(code).len(0).pid(0).flags(0).batchNr(0);
        if (Command.routing(cmd) == Command.Routing.MESSAGE) {
            own.session(0).request(0).remaining(0).srcGen(0).dstGen(0);
        }
        write(own, Payload.EMPTY);
    }

    @Override
    public void incomingClosed(PeerOutput output, String why, long now) {
        if (!closed && output == in) {
            breakUp("the peer's connection is closed: " + why, now);
        }
    }

    @Override
    public void malformed(PeerOutput output, String why, long now) {
        if (!closed && (output == in || output == out)) {
            log.warn("malformed: " + why, now);
            breakUp("malformed: " + why, now);
        } else {
            output.abort("malformed: " + why);
        }
    }

    // ---- commands

    @Override
    public boolean canSend(int payloadBytes) {
        return up && out.writable();
    }

    @Override
    public void send(ProxyHeader header, Payload payload, long now) {
        if (!up) {
            throw new IllegalStateException("send to peer " + peer + ": it is not up");
        }
        used = true;
        int cmd = header.cmd();
        if (cmd == Command.COPYRMT_RQST || cmd == Command.COPYIN_RQST) {
            payload.release();
            refuse(header, now);
        } else if (LegacyCopies.begins(header)) {
            if (copies.admits(header, payload)) {
                leave(header, payload, now);
            }
        } else {
            if (cmd == Command.CANCEL) {
                copies.cancelled(header);
            }
            leave(header, payload, now);
        }
    }

    private void leave(ProxyHeader header, Payload payload, long now) {
        if (routing.leaves(header) == LegacyRouting.Fate.DROP) {
            payload.release();
            return;
        }
        counters.sent(payload.length());
        helloAt = now + HELLO_PERIOD;
        write(header, payload);
    }

    /** What waited behind the chunk that was acknowledged. */
    private void sendNext(int container, int requester, long now) {
        if (!up) {
            return;
        }
        Payload next = copies.next(container, requester, own);
        if (next != null && copies.admits(own, next)) {
            leave(own, next, now);
        }
    }

    /** A copy between three nodes: its requester, if it is here, is told. */
    private void refuse(ProxyHeader h, long now) {
        log.note("a copy between three nodes was refused: the original's way is not offered", now);
        if (h.cmd() == Command.COPYRMT_RQST) {
            own.copyFrom(h).cmd(Command.COPYRMT_ACK).src(h.dst()).dst(h.src());
            own.snode(peer).dnode(local).rcode(REFUSED).len(0);
            own.flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
            sink.deliver(own, Payload.EMPTY, now);
        }
    }

    private void write(ProxyHeader header, Payload payload) {
        sent++;
        header.snode(local).len(payload.length()).batchNr(0).sndSeq(sent).ackSeq(received);
        out.write(header, payload);
        dirty = true;
    }

    @Override
    public boolean flush(long now) {
        if (dirty && out != null) {
            out.flush();
        }
        dirty = false;
        return false;
    }

    // ---- up and down

    private void connect() {
        if (!connecting) {
            connecting = true;
            sink.connect(peer);
        }
    }

    private void half(long now) {
        if (out == null || in == null) {
            return;
        }
        up = true;
        declaredDown = false;
        graceAt = NEVER;
        helloAt = now + HELLO_PERIOD;
        counters.joins++;
        backoff.reset();
        sink.up(peer);
        sink.writable(peer);
    }

    /** Either connection is of no use any more: a LEAVE, if there was anything. */
    private void breakUp(String why, long now) {
        log.note(why, now);
        if (up) {
            graceAt = now + grace;
        }
        boolean something = up || used;
        drop(why, now);
        if (something) {
            leaveNow(why, now);
        }
    }

    private void drop(String why, long now) {
        PeerOutput wasOut = out;
        PeerOutput wasIn = in;
        out = null;
        in = null;
        up = false;
        used = false;
        dirty = false;
        helloAt = NEVER;
        silence.stop();
        routing.forget();
        copies.forget();
        if (!connecting) {
            retryAt = now + backoff.next();
        }
        end(wasOut, why);
        end(wasIn, why);
    }

    /** What was said before a break must not arrive after it; before a farewell it may. */
    private void end(PeerOutput output, String why) {
        if (output != null && closed) {
            output.close(why);
        } else if (output != null) {
            output.abort(why);
        }
    }

    private void leaveNow(String why, long now) {
        counters.leaves++;
        sink.leave(peer, why, now);
    }

    @Override
    public void expel(String why, long now) {
        if (!closed) {
            log.warn("expelled: " + why, now);
            breakUp(why, now);
        }
    }

    @Override
    public void tick(long now) {
        if (closed) {
            return;
        }
        if (now >= graceAt) {
            graceAt = NEVER;
            declaredDown = true;
            leaveNow("not up for " + grace / 1_000_000 + " ms", now);
        }
        if (out == null && !connecting && now >= retryAt) {
            connect();
        }
        if (now >= helloAt) {
            helloAt = now + HELLO_PERIOD;
            out.write(
                    ControlFrames.hello(own, local, peer).ackSeq(received).sndSeq(sent),
                    Payload.EMPTY);
            out.flush();
        }
        if (now >= silence.checkAt() && silence.expired(now)) {
            breakUp("nothing was heard for " + Silence.LIMIT * HELLO_PERIOD / SECOND + " s", now);
        }
    }

    @Override
    public long nextDeadline() {
        if (closed) {
            return NEVER;
        }
        long attempt = out == null && !connecting ? retryAt : NEVER;
        return Math.min(Math.min(graceAt, attempt), Math.min(helloAt, silence.checkAt()));
    }

    @Override
    public void close(long now) {
        if (closed) {
            return;
        }
        boolean pending = used || !declaredDown;
        closed = true;
        declaredDown = true;
        graceAt = NEVER;
        drop("this node leaves", now);
        if (pending) {
            leaveNow("this node leaves", now);
        }
    }
}
