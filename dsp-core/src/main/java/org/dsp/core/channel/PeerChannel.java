package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The link to one peer, both halves: JOIN, link epochs, sequences, window and LEAVE as {@code
 * docs/wire/frames.md} §8 says. Everything is called on one thread; {@code now} is in ns on a
 * monotonic clock. Nothing is allocated per frame.
 *
 * <p>Outgoing half: our connection to the peer's receiver port; data out, control back. Incoming
 * half: the connection that the peer opened and whose JOIN named it; data in, control out. What an
 * event says of a connection that was given up is ignored: a connection is known by its {@link
 * PeerOutput}.
 *
 * <p>What both halves have in common, up and LEAVE, is {@code LinkLife}'s: a break of either half
 * keeps the link epoch, and what is not acknowledged is sent again, until the grace is over.
 *
 * <p>The sink is called from within the events and may call {@link #send}, {@link #close} and every
 * query back. A command may be delivered before {@link ChannelSink#up}: the peer is up as soon as
 * it has read our JOIN_ACK, this side only when it has read the peer's.
 */
public final class PeerChannel implements PeerLink {
    private final LinkContext context;
    private final LinkLife life;
    private final OutgoingHalf out;
    private final Sender sender;
    private final IncomingHalf in;
    private final Standstill standstill;

    /**
     * A channel that is down. The first {@link #tick} makes the first attempt to connect, and
     * starts the grace.
     *
     * @param peer the peer's node id
     */
    public PeerChannel(ChannelSettings settings, int peer, ChannelSink sink, long now) {
        this.context = new LinkContext(settings, peer);
        this.life = new LinkLife(context, this, sink, now);
        this.out = life.out();
        this.sender = out.sender();
        this.in = life.in();
        this.standstill = new Standstill(settings.linkGrace(), now);
    }

    /**
     * Answers a JOIN that no channel stands for, and closes its connection.
     *
     * @param result {@link JoinResult#UNKNOWN_PEER}, or {@link JoinResult#WRONG_NODE} if the joiner
     *     says that it is this node
     */
    public static void refuse(
            ChannelSettings settings, PeerOutput output, ProxyHeader join, int result) {
        refuse(settings.localNode(), settings.clusterId(), output, join, result);
    }

    static void refuse(
            int localNode, long clusterId, PeerOutput output, ProxyHeader join, int result) {
        ProxyHeader answer = new ProxyHeader();
        ControlFrames.joinAck(answer, localNode, join.snode(), clusterId, result, 0);
        output.write(answer, Payload.EMPTY);
        output.close("JOIN of node " + join.snode() + " refused: " + JoinResult.text(result));
    }

    /**
     * Which cluster's node the peer is, from the next JOIN on; a link that is joined goes on. In a
     * merge of two clusters both its ends change, one before the other.
     *
     * @param id 0 = none
     */
    public void cluster(long id) {
        context.clusterId = id;
    }

    /** The peer's node id. */
    @Override
    public int peer() {
        return context.peer;
    }

    /** Both halves joined. */
    @Override
    public boolean up() {
        return life.up();
    }

    /** Whether a new operation may wait here: up, or not yet declared down. */
    @Override
    public boolean mayQueue() {
        return !life.isClosed() && (life.up() || !life.declaredDown());
    }

    /** Counters and state at this moment. */
    @Override
    public ChannelStatus status() {
        ChannelCounters counters = context.counters;
        SendWindow window = sender.window();
        return new ChannelStatus(
                context.peer,
                life.state(),
                out.status(),
                in.status(),
                context.epoch.toString(),
                counters.commandsSent,
                counters.bytesSent,
                counters.commandsReceived,
                counters.bytesReceived,
                window.commands(),
                window.bytes(),
                window.next(),
                window.oldest(),
                in.expected(),
                counters.resent,
                counters.duplicates,
                counters.late,
                counters.joins,
                counters.reconnects,
                counters.leaves,
                context.log.last(),
                context.log.lastAt());
    }

    // ---- outgoing half

    /**
     * Our connection attempt, asked for by {@link ChannelSink#connect}, succeeded: sends JOIN. One
     * that was not asked for is closed.
     */
    @Override
    public void connected(PeerOutput output, long now) {
        if (open(now)) {
            out.connected(output, now);
        } else {
            output.abort("this node leaves");
        }
    }

    /** Our connection attempt failed: another follows after the back-off. */
    @Override
    public void connectFailed(String why, long now) {
        if (open(now)) {
            out.connectFailed(why, now);
        }
    }

    /** Control came back on our connection {@code output}. */
    @Override
    public void control(PeerOutput output, ProxyHeader header, long now) {
        if (open(now) && out.is(output)) {
            out.control(header, now);
        } else {
            context.counters.late++;
        }
    }

    /** Our connection {@code output} is closed. */
    @Override
    public void disconnected(PeerOutput output, String why, long now) {
        if (open(now) && out.is(output)) {
            out.breakUp("our connection is closed: " + why, now);
        }
    }

    /** Our connection can be written again. */
    public void writabilityChanged(long now) {
        sender.writeAgain();
        sender.offerRoom(now);
    }

    /**
     * Whether a frame with {@code payloadBytes} may be sent now: up, everything that had to be sent
     * again is, and window and socket have room. Where it may not though the peer is up, {@link
     * ChannelSink#writable} follows.
     */
    @Override
    public boolean canSend(int payloadBytes) {
        return life.up() && sender.hasRoom(payloadBytes);
    }

    /**
     * Stamps source node, c_len and the sequences, keeps header and payload until acknowledged,
     * writes the frame. Takes the reference of {@code payload}; {@code header} is the caller's
     * again on return.
     *
     * @throws IllegalStateException if the peer is not up or the window is full: {@link #canSend}
     *     was not asked
     */
    @Override
    public void send(ProxyHeader header, Payload payload, long now) {
        if (!life.up() || !sender.maySend(payload.length())) {
            throw new IllegalStateException(
                    "send to peer "
                            + peer()
                            + (life.up() ? ": the window is full" : ": it is not up"));
        }
        sender.send(header, payload, in.expected());
    }

    /**
     * Writes what must be sent again as far as the socket takes it, and flushes both connections;
     * called once when the node has done all that was ready. Control that no message waits for is
     * flushed where it is written.
     *
     * @return whether more is to be sent again: to be called once more when the socket has room
     */
    @Override
    public boolean flush(long now) {
        if (sender.isBehind()) {
            writabilityChanged(now);
        }
        out.flush();
        in.flush();
        return sender.isBehind();
    }

    // ---- incoming half

    /** A connection's first frame was a JOIN of this peer. */
    @Override
    public void join(PeerOutput output, ProxyHeader join, long now) {
        if (open(now)) {
            in.join(output, join, now);
        } else {
            output.abort("this node leaves");
        }
    }

    /**
     * A frame on a connection after its first JOIN; {@code output} tells an old connection's late
     * bytes. Takes the reference of {@code payload}.
     */
    @Override
    public void frame(PeerOutput output, ProxyHeader header, Payload payload, long now) {
        if (open(now)) {
            in.frame(output, header, payload, now);
        } else {
            payload.release();
            context.counters.late++;
        }
    }

    /**
     * What came on {@code output}, either half's connection, is no frame: an incoming one is told
     * which sequence was expected, then it is closed.
     */
    @Override
    public void malformed(PeerOutput output, String why, long now) {
        boolean open = open(now);
        if (open && in.is(output)) {
            in.malformed(why, now);
        } else if (open && out.is(output)) {
            context.log.warn("malformed control: " + why, now);
            out.breakUp("malformed: " + why, now);
        } else {
            context.counters.late++;
            output.abort("malformed: " + why);
        }
    }

    /** The incoming connection is closed. */
    @Override
    public void incomingClosed(PeerOutput output, String why, long now) {
        if (open(now)) {
            in.closed(output, "the peer's connection is closed: " + why, now);
        }
    }

    /** The node wants no more of the peer's present life: a LEAVE decided here. */
    @Override
    public void expel(String why, long now) {
        if (!life.isClosed()) {
            context.log.warn("expelled: " + why, now);
            life.leaveDecided(why, now);
        }
    }

    /** An event; if the ones before are too long ago, what the peer sent before is not taken. */
    private boolean open(long now) {
        if (standstill.event(now)) {
            in.distrust(now);
        }
        return !life.isClosed();
    }

    // ---- time and end

    /** Runs what is due: attempts, HELLO, acks, grace. */
    @Override
    public void tick(long now) {
        if (open(now)) {
            life.tick(now);
        }
        if (!life.isClosed()) {
            out.tick(now);
        }
        if (!life.isClosed()) {
            in.tick(now);
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    @Override
    public long nextDeadline() {
        if (life.isClosed()) {
            return Long.MAX_VALUE;
        }
        long halves = Math.min(out.nextDeadline(), in.nextDeadline());
        long awake = in.joined() ? standstill.checkAt() : Long.MAX_VALUE;
        return Math.min(Math.min(life.nextDeadline(), awake), halves);
    }

    /**
     * Sends GOODBYE where possible and closes both halves; nothing is connected any more. What is
     * pending is left, once.
     */
    @Override
    public void close(long now) {
        if (!life.isClosed()) {
            life.close(now);
        }
    }

    /** Closes it until the peer is met again. */
    public void retire(long now) {
        if (!life.isClosed()) {
            life.retire(now);
        }
    }

    /** Begins anew after {@link #retire}; the first {@link #tick} connects. */
    public void reopen(long now) {
        if (life.isClosed()) {
            // It did not stand still; it had nothing to do.
            standstill.event(now);
            life.reopen(now);
        }
    }
}
