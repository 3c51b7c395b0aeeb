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
 * <p>Here is what both halves have in common: when the peer is up, and LEAVE. Without resend a
 * break of either half is a LEAVE decided here; resend will keep the link epoch there.
 *
 * <p>The sink is called from within the events and may call {@link #send}, {@link #close} and every
 * query back. A command may be delivered before {@link ChannelSink#up}: the peer is up as soon as
 * it has read our JOIN_ACK, this side only when it has read the peer's.
 */
public final class PeerChannel {
    private static final long MS = 1_000_000L;

    private final LinkContext context;
    private final ChannelSink sink;
    private final OutgoingHalf out;
    private final IncomingHalf in;

    private boolean closed;
    private boolean up;
    private boolean declaredDown;

    /** Whether this link epoch was up or brought a command: whether there is something to leave. */
    private boolean used;

    private int epochCount;
    private long upSince;
    private long graceAt;

    /**
     * A channel that is down. The first attempt to connect is made by the first {@link #tick}.
     *
     * @param peer the peer's node id
     */
    public PeerChannel(ChannelSettings settings, int peer, ChannelSink sink, long now) {
        this.context = new LinkContext(settings, peer);
        this.sink = sink;
        this.out = new OutgoingHalf(context, this, sink, now);
        this.in = new IncomingHalf(context, this, sink);
        this.graceAt = now + settings.linkGrace();
    }

    /**
     * Answers a JOIN that no channel stands for, and closes its connection.
     *
     * @param result {@link JoinResult#UNKNOWN_PEER}, or {@link JoinResult#WRONG_NODE} if the joiner
     *     says that it is this node
     */
    public static void refuse(
            ChannelSettings settings, PeerOutput output, ProxyHeader join, int result) {
        ProxyHeader answer = new ProxyHeader();
        ControlFrames.joinAck(
                answer, settings.localNode(), join.snode(), settings.clusterId(), result, 0);
        output.write(answer, Payload.EMPTY);
        output.close("JOIN of node " + join.snode() + " refused: " + JoinResult.text(result));
    }

    /** The peer's node id. */
    public int peer() {
        return context.peer;
    }

    /** Both halves joined. */
    public boolean up() {
        return up;
    }

    /** Whether a new operation may wait here: up, or not yet declared down. */
    public boolean mayQueue() {
        return !closed && (up || !declaredDown);
    }

    /** Counters and state at this moment. */
    public ChannelStatus status() {
        ChannelCounters counters = context.counters;
        return new ChannelStatus(
                context.peer,
                state(),
                context.epoch.toString(),
                counters.commandsSent,
                counters.bytesSent,
                counters.commandsReceived,
                counters.bytesReceived,
                out.unacknowledged(),
                out.unacknowledgedBytes(),
                counters.duplicates,
                counters.late,
                counters.joins,
                counters.leaves,
                context.log.last(),
                context.log.lastAt());
    }

    // ---- outgoing half

    /**
     * Our connection attempt, asked for by {@link ChannelSink#connect}, succeeded: sends JOIN. One
     * that was not asked for is closed.
     */
    public void connected(PeerOutput output, long now) {
        if (closed) {
            output.close("this node leaves");
        } else {
            out.connected(output, now);
        }
    }

    /** Our connection attempt failed: another follows after the back-off. */
    public void connectFailed(String why, long now) {
        if (!closed) {
            out.connectFailed(why, now);
        }
    }

    /** Control came back on our connection {@code output}. */
    public void control(PeerOutput output, ProxyHeader header, long now) {
        if (!closed && out.is(output)) {
            out.control(header, now);
        } else {
            context.counters.late++;
        }
    }

    /** Our connection {@code output} is closed. */
    public void disconnected(PeerOutput output, String why, long now) {
        if (!closed && out.is(output)) {
            out.breakUp("our connection is closed: " + why, now);
        }
    }

    /** Our connection can be written again. */
    public void writabilityChanged(long now) {
        out.offerRoom(now);
    }

    /**
     * Whether a frame with {@code payloadBytes} may be sent now: up, and window and socket have
     * room. Where it may not though the peer is up, {@link ChannelSink#writable} follows.
     */
    public boolean canSend(int payloadBytes) {
        return up && out.hasRoom(payloadBytes);
    }

    /**
     * Stamps source node, c_len and the sequences, keeps the payload until acknowledged, writes the
     * frame. Takes the reference of {@code payload}; {@code header} is the caller's again on
     * return.
     *
     * @throws IllegalStateException if the peer is not up or the window is full: {@link #canSend}
     *     was not asked
     */
    public void send(ProxyHeader header, Payload payload, long now) {
        if (!up || !out.windowHasRoom(payload.length())) {
            throw new IllegalStateException(
                    "send to peer " + peer() + (up ? ": the window is full" : ": it is not up"));
        }
        out.send(header, payload, in.expected());
    }

    /**
     * Flushes both connections; called once when the node has done all that was ready. Control that
     * no message waits for is flushed where it is written.
     */
    public void flush() {
        out.flush();
        in.flush();
    }

    // ---- incoming half

    /** A connection's first frame was a JOIN of this peer. */
    public void join(PeerOutput output, ProxyHeader join, long now) {
        if (closed) {
            output.close("this node leaves");
        } else {
            in.join(output, join, now);
        }
    }

    /**
     * A frame on a connection after its first JOIN; {@code output} tells an old connection's late
     * bytes. Takes the reference of {@code payload}.
     */
    public void frame(PeerOutput output, ProxyHeader header, Payload payload, long now) {
        if (closed) {
            payload.release();
            context.counters.late++;
        } else {
            in.frame(output, header, payload, now);
        }
    }

    /**
     * What came on {@code output}, either half's connection, is no frame: an incoming one is told
     * which sequence was expected, then it is closed.
     */
    public void malformed(PeerOutput output, String why, long now) {
        if (!closed && in.is(output)) {
            in.malformed(why, now);
        } else if (!closed && out.is(output)) {
            context.log.warn("malformed control: " + why, now);
            out.breakUp("malformed: " + why, now);
        } else {
            context.counters.late++;
            output.close("malformed: " + why);
        }
    }

    /** The incoming connection is closed. */
    public void incomingClosed(PeerOutput output, String why, long now) {
        if (!closed) {
            in.closed(output, "the peer's connection is closed: " + why, now);
        }
    }

    /** The node wants no more of the peer's present life: a LEAVE decided here. */
    public void expel(String why, long now) {
        if (!closed) {
            context.log.warn("expelled: " + why, now);
            leaveDecided(why, now);
        }
    }

    // ---- time and end

    /** Runs what is due: attempts, HELLO, acks, grace. */
    public void tick(long now) {
        if (!closed && now >= graceAt) {
            graceOver(now);
        }
        if (!closed) {
            out.tick(now);
        }
        if (!closed) {
            in.tick(now);
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        return closed
                ? Long.MAX_VALUE
                : Math.min(graceAt, Math.min(out.nextDeadline(), in.nextDeadline()));
    }

    /**
     * Sends GOODBYE where possible and closes both halves; nothing is connected any more. What is
     * pending is left, once.
     */
    public void close(long now) {
        if (closed) {
            return;
        }
        out.goodbye();
        in.goodbye();
        boolean pending = used || !declaredDown;
        closed = true;
        declaredDown = true;
        endEpoch();
        out.drop("this node leaves", now);
        in.drop("this node leaves");
        if (pending) {
            leave("this node leaves", now);
        }
    }

    // ---- what the halves say

    boolean isClosed() {
        return closed;
    }

    /** Counts link epochs, to see in an event whether the one it began in is over. */
    int epochCount() {
        return epochCount;
    }

    /** Takes over a half of the peer; what there was with its former one is left first. */
    void learn(long incarnation, int counter, long now) {
        LinkEpoch epoch = context.epoch;
        if (epoch.yours() == 0) {
            epoch.learn(incarnation, counter);
            return;
        }
        boolean restarted = incarnation != epoch.yours();
        if (restarted) {
            context.joinNumbers.peerRestarted();
        }
        epoch.learn(incarnation, counter);
        endLinkEpoch(restarted ? "the peer was restarted" : "the peer left", false, now);
    }

    /** One half is joined; with the other one the peer is up. */
    void halfJoined(long now) {
        if (up || !out.joined() || !in.joined()) {
            return;
        }
        up = true;
        used = true;
        declaredDown = false;
        upSince = now;
        graceAt = Long.MAX_VALUE;
        out.wantRoom();
        sink.up(this, now);
        out.offerRoom(now);
    }

    /** The peer joins: it can be reached, whatever the back-off says. */
    void peerIsThere() {
        if (!closed) {
            out.connectNow();
        }
    }

    /** A command came; what it acknowledges of ours is a short cut. */
    void commandTaken(int acknowledge, long now) {
        used = true;
        out.acknowledged(acknowledge, now);
    }

    void impossible(String what, int is, int expected, long now) {
        String why =
                "impossible "
                        + what
                        + ' '
                        + Integer.toUnsignedString(is)
                        + ", expected "
                        + Integer.toUnsignedString(expected);
        context.log.warn(why, now);
        leaveDecided(why, now);
    }

    void goodbye(long now) {
        used |= !declaredDown;
        declaredDown = true;
        graceAt = Long.MAX_VALUE;
        leaveDecided("the peer said goodbye", now);
    }

    // ---- LEAVE

    /** A LEAVE that this side decides: the peer must learn a new counter. */
    void leaveDecided(String why, long now) {
        context.epoch.bump();
        endLinkEpoch(why, true, now);
    }

    /**
     * Ends the link epoch. Joined connections of it are closed, so that the peer sees the end; but
     * where the peer decided it, it may be joining anew on the incoming one already. Connections
     * that are not joined stay: they will be in the next link epoch.
     */
    private void endLinkEpoch(String why, boolean decidedHere, long now) {
        context.log.note(why, now);
        if (up) {
            if (now - upSince >= context.settings.helloPeriod()) {
                out.wasStable();
            }
            if (!declaredDown) {
                graceAt = now + context.settings.linkGrace();
            }
        }
        boolean something = used;
        endEpoch();
        if (out.joined()) {
            out.drop(why, now);
        }
        if (in.joined() && decidedHere) {
            in.drop(why);
        } else if (in.joined()) {
            in.unjoin(now);
        }
        if (something) {
            leave(why, now);
        }
    }

    private void endEpoch() {
        epochCount++;
        up = false;
        used = false;
        out.restartWindow();
    }

    private void leave(String why, long now) {
        context.counters.leaves++;
        sink.leave(this, why, now);
    }

    /** The peer was not up for the whole grace: what waits for it waits no longer. */
    private void graceOver(long now) {
        graceAt = Long.MAX_VALUE;
        declaredDown = true;
        String why = "not up for " + context.settings.linkGrace() / MS + " ms";
        if (used) {
            leaveDecided(why, now);
        } else {
            context.log.note(why, now);
            leave(why, now);
        }
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
        return out.joined() || in.joined() ? ChannelStatus.State.HALF : ChannelStatus.State.DOWN;
    }
}
