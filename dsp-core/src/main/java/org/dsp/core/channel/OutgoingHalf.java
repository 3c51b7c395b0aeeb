package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The half that this node opens: attempts, JOIN, commands and HELLOs out; JOIN_ACK, WINDOW_ACK,
 * REJECT and the answers to HELLO in. At most one connection or attempt at a time.
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
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final SendWindow window;
    private final Backoff backoff;
    private final Silence silence = new Silence();

    private Phase phase = Phase.IDLE;
    private PeerOutput output;
    private boolean dirty;
    private boolean roomWanted;
    private int joinsHere;
    private long retryAt;

    OutgoingHalf(LinkContext context, PeerChannel channel, ChannelSink sink, long now) {
        this.context = context;
        this.channel = channel;
        this.sink = sink;
        ChannelSettings settings = context.settings;
        this.window =
                new SendWindow(
                        settings.windowCommands(),
                        settings.windowBytes(),
                        settings.firstSequence());
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

    int unacknowledged() {
        return window.commands();
    }

    long unacknowledgedBytes() {
        return window.bytes();
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
            newOutput.close("not wanted any more");
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
            channel.goodbye(now);
        } else if (cmd == Command.REJECT) {
            String sequence = Integer.toUnsignedString(header.ackSeq());
            breakUp("the peer rejected sequence " + sequence, now);
        } else if (cmd != Command.NONE) {
            breakUp(Command.name(cmd) + " came on the control way, or before JOIN_ACK", now);
        }
    }

    private void sendJoin(long now) {
        if (++joinsHere > MOST_JOINS) {
            breakUp("no link epoch after " + MOST_JOINS + " JOINs", now);
            return;
        }
        write(context.join(window.next()), Payload.EMPTY);
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
        } else if (ack.ackSeq() != window.next()) {
            breakUp("JOIN_ACK expects a sequence that was not offered", now);
        } else {
            phase = Phase.JOINED;
            context.counters.joins++;
            channel.halfJoined(now);
        }
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
            channel.learn(Join.mine(ack), Join.mineCounter(ack), now);
        }
        context.joinNumbers.raise(Join.number(ack));
        if (epoch.isAheadOfMine(Join.yours(ack), Join.yoursCounter(ack))) {
            epoch.raise(Join.yoursCounter(ack));
            channel.leaveDecided("the peer knows a later leave counter", now);
        }
        return seen != LinkEpoch.Seen.OLDER
                && epoch.isMine(Join.yours(ack), Join.yoursCounter(ack));
    }

    private void windowAcked(int next, long now) {
        if (!window.isPossible(next)) {
            channel.impossible("acknowledgement", next, window.next(), now);
        } else {
            acknowledged(next, now);
        }
    }

    /** Everything before {@code next} is taken; what cannot be is ignored. */
    void acknowledged(int next, long now) {
        if (joined() && window.acknowledge(next) > 0) {
            offerRoom(now);
        }
    }

    // ---- commands

    /** Whether one more command fits the window and the socket takes it; if not, says when. */
    boolean hasRoom(int payloadBytes) {
        boolean room = window.hasRoom(payloadBytes) && output.writable();
        roomWanted |= !room;
        return room;
    }

    boolean windowHasRoom(int payloadBytes) {
        return window.hasRoom(payloadBytes);
    }

    void send(ProxyHeader header, Payload payload, int acknowledge) {
        int length = payload.length();
        header.snode(context.settings.localNode())
                .len(length)
                .batchNr(0)
                .sndSeq(window.next())
                .ackSeq(acknowledge);
        window.add(payload.retain());
        context.counters.sent(length);
        write(header, payload);
    }

    /** The sink is to be told of the first room there is. */
    void wantRoom() {
        roomWanted = true;
    }

    /** Tells whoever wanted to send and could not that it may try again. */
    void offerRoom(long now) {
        if (roomWanted && channel.up() && window.hasRoom(0) && output.writable()) {
            roomWanted = false;
            sink.writable(channel, now);
        }
    }

    /** What was sent is of a link epoch that is over. */
    void restartWindow() {
        roomWanted = false;
        window.restart(context.settings.firstSequence());
    }

    // ---- ends

    void breakUp(String why, long now) {
        if (joined()) {
            channel.leaveDecided(why, now);
        } else {
            context.log.note(why, now);
            drop(why, now);
        }
    }

    /** Closes and forgets the connection; the next attempt comes after the back-off. */
    void drop(String why, long now) {
        PeerOutput dropped = output;
        output = null;
        dirty = false;
        silence.stop();
        retry(now);
        if (dropped != null) {
            dropped.close(why);
        }
    }

    void goodbye() {
        if (joined()) {
            write(context.goodbye(), Payload.EMPTY);
        }
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

    private void write(ProxyHeader header, Payload payload) {
        dirty = true;
        output.write(header, payload);
    }
}
