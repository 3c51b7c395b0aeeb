package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The half that this node opens: attempts, JOIN, commands and HELLOs out; JOIN_ACK, WINDOW_ACK,
 * REJECT and the answers to HELLO in. At most one connection or attempt at a time; the commands
 * outlive it in their {@link Sender}.
 */
final class OutgoingHalf {
    private enum Phase {
        /** No connection; the next attempt is at {@link #retryAt}. */
        IDLE,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected, JOIN sent, JOIN_ACK awaited. */
        JOINING,
        JOINED
    }

    /** JOINs on one connection before it is given up: halves that do not meet. */
    private static final int MOST_JOINS = 8;

    private final LinkContext context;
    private final LinkLife life;
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final Sender sender;
    private final Backoff backoff;
    private final Silence silence = new Silence();

    private Phase phase = Phase.IDLE;
    private PeerOutput output;
    private boolean dirty;
    private boolean joinedBefore;
    private int joinsHere;
    private long retryAt;

    OutgoingHalf(
            LinkContext context, LinkLife life, PeerChannel channel, ChannelSink sink, long now) {
        this.context = context;
        this.life = life;
        this.channel = channel;
        this.sink = sink;
        ChannelSettings settings = context.settings;
        this.sender = new Sender(context, life, this, channel, sink);
        this.backoff =
                new Backoff(
                        settings.backoffMin(),
                        settings.backoffMax(),
                        settings.seed() * 31 + context.peer);
        this.retryAt = now;
    }

    boolean joined() {
        return phase == Phase.JOINED;
    }

    boolean is(PeerOutput candidate) {
        return output == candidate;
    }

    HalfStatus status() {
        return switch (phase) {
            case IDLE -> HalfStatus.without(HalfStatus.State.CLOSED);
            case CONNECTING -> HalfStatus.without(HalfStatus.State.CONNECTING);
            case JOINING -> HalfStatus.of(HalfStatus.State.JOINING, output);
            case JOINED -> HalfStatus.of(HalfStatus.State.JOINED, output);
        };
    }

    Sender sender() {
        return sender;
    }

    boolean writable() {
        return output.writable();
    }

    void flush() {
        if (dirty) {
            dirty = false;
            output.flush();
        }
    }

    // ---- attempts

    /** Starts an attempt now, if none is under way and nothing is connected. */
    void connectNow() {
        if (phase == Phase.IDLE) {
            phase = Phase.CONNECTING;
            sink.connect(channel);
        }
    }

    void connected(PeerOutput newOutput, long now) {
        if (phase != Phase.CONNECTING) {
            newOutput.abort("not wanted any more");
            return;
        }
        phase = Phase.JOINING;
        output = newOutput;
        joinsHere = 0;
        silence.start(now, context.settings.helloPeriod());
        sendJoin(now);
    }

    void connectFailed(String why, long now) {
        if (phase == Phase.CONNECTING) {
            context.log.note("connect: " + why, now);
            retry(now);
        }
    }

    /** The first attempt is due at once. */
    void begin(long now) {
        retryAt = now;
    }

    private void retry(long now) {
        phase = Phase.IDLE;
        retryAt = now + backoff.next();
    }

    /** The link was up for long enough: the next attempts follow each other fast again. */
    void wasStable() {
        backoff.reset();
    }

    // ---- control

    void control(ProxyHeader header, long now) {
        if (header.snode() != context.peer) {
            breakUp("control of node " + header.snode(), now);
            return;
        }
        silence.heard();
        int cmd = header.cmd();
        if (cmd == Command.JOIN_ACK) {
            joinAcked(header, now);
        } else if (cmd == Command.WINDOW_ACK && joined()) {
            windowAcked(header.ackSeq(), now);
        } else if (cmd == Command.GOODBYE && joined()) {
            life.goodbye(now);
        } else if (cmd == Command.REJECT && joined()) {
            rejected(header.ackSeq(), now);
        } else if (cmd != Command.NONE) {
            breakUp(Command.name(cmd) + " came on the control way, or before JOIN_ACK", now);
        }
    }

    private void sendJoin(long now) {
        if (++joinsHere > MOST_JOINS) {
            breakUp("no link epoch after " + MOST_JOINS + " JOINs", now);
            return;
        }
        write(context.join(sender.window().oldest()), Payload.EMPTY);
        flush();
    }

    private void joinAcked(ProxyHeader ack, long now) {
        if (phase != Phase.JOINING || Join.magic(ack) != Join.MAGIC) {
            breakUp("JOIN_ACK out of place", now);
            return;
        }
        int result = ack.rcode();
        if (result != JoinResult.OK && result != JoinResult.STALE) {
            context.log.warn("it refuses our JOIN: " + JoinResult.text(result), now);
            backoff.slow();
            drop("JOIN refused: " + JoinResult.text(result), now);
            return;
        }
        long theirs = Join.mine(ack);
        if (theirs == 0 || context.epoch.isRetired(theirs)) {
            breakUp("JOIN_ACK of a daemon that is gone", now);
            return;
        }
        PeerOutput joining = output;
        boolean fits = takeOver(ack, now) && result == JoinResult.OK;
        if (!is(joining)) {
            return;
        }
        if (!fits) {
            sendJoin(now);
        } else if (!sender.canGoOn(ack.ackSeq())) {
            drop("JOIN_ACK expects a sequence that cannot be", now);
            life.impossible("sequence in JOIN_ACK", ack.ackSeq(), sender.window().oldest(), now);
        } else {
            joined(ack.ackSeq(), now);
        }
    }

    private void joined(int next, long now) {
        phase = Phase.JOINED;
        context.counters.joins++;
        if (joinedBefore) {
            context.counters.reconnects++;
        }
        joinedBefore = true;
        sender.joined(next);
        life.halfJoined(now);
    }

    /**
     * Takes over what the peer says of itself, and goes past what it cannot have seen of this side:
     * a corrupted JOIN must not lock the pair for ever.
     *
     * @return whether both sides mean the same link epoch
     */
    private boolean takeOver(ProxyHeader ack, long now) {
        LinkEpoch epoch = context.epoch;
        LinkEpoch.Seen seen = epoch.see(Join.mine(ack), Join.mineCounter(ack));
        if (seen == LinkEpoch.Seen.NEW || seen == LinkEpoch.Seen.CHANGED) {
            life.learn(Join.mine(ack), Join.mineCounter(ack), now);
        }
        context.joinNumbers.raise(Join.number(ack));
        if (epoch.isAheadOfMine(Join.yours(ack), Join.yoursCounter(ack))) {
            epoch.raise(Join.yoursCounter(ack));
            life.leaveDecided("the peer knows a later leave counter", now);
        }
        return seen != LinkEpoch.Seen.OLDER
                && epoch.isMine(Join.yours(ack), Join.yoursCounter(ack));
    }

    private void windowAcked(int next, long now) {
        if (!sender.window().isPossible(next)) {
            life.impossible("acknowledgement", next, sender.window().next(), now);
        } else {
            sender.acknowledged(next, now);
        }
    }

    private void rejected(int sequence, long now) {
        if (!sender.window().isPossible(sequence)) {
            life.impossible("sequence in REJECT", sequence, sender.window().next(), now);
        } else {
            breakUp("the peer rejected sequence " + Integer.toUnsignedString(sequence), now);
            sender.rejected(sequence, now);
        }
    }

    /** The link epoch is over. */
    void endEpoch() {
        joinedBefore = false;
        sender.endEpoch();
    }

    // ---- ends

    void breakUp(String why, long now) {
        boolean was = joined();
        drop(why, now);
        if (was) {
            life.halfLost(why, now);
        } else {
            context.log.note(why, now);
        }
    }

    /** Gives the connection up; the next attempt comes after the back-off. */
    void drop(String why, long now) {
        PeerOutput dropped = forget(now);
        if (dropped != null) {
            dropped.abort(why);
        }
    }

    /** Ends the connection with a last word. */
    void goodbye(String why, long now) {
        if (joined()) {
            write(context.goodbye(), Payload.EMPTY);
        }
        PeerOutput ended = forget(now);
        if (ended != null) {
            ended.close(why);
        }
    }

    private PeerOutput forget(long now) {
        PeerOutput former = output;
        output = null;
        dirty = false;
        silence.stop();
        retry(now);
        return former;
    }

    // ---- time

    /** When {@link #tick} is next wanted. */
    long nextDeadline() {
        return phase == Phase.IDLE ? retryAt : silence.checkAt();
    }

    void tick(long now) {
        if (phase == Phase.IDLE && now >= retryAt) {
            connectNow();
        }
        if (now < silence.checkAt()) {
            return;
        }
        if (silence.expired(now)) {
            breakUp(
                    joined()
                            ? Silence.LIMIT + " HELLOs were not answered"
                            : "JOIN was not answered",
                    now);
        } else if (joined()) {
            write(context.hello(), Payload.EMPTY);
            flush();
        }
    }

    void write(ProxyHeader header, Payload payload) {
        dirty = true;
        output.write(header, payload);
    }
}
