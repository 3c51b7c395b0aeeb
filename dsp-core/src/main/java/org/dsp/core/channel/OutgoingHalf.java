package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The half that this node opens: attempts, JOIN, commands and HELLOs out; JOIN_ACK, WINDOW_ACK,
 * REJECT and the answers to HELLO in. At most one connection or attempt at a time. What is sent and
 * not acknowledged outlives the connection: it is written again on the next one of the same link
 * epoch.
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
    private final SendWindow window;
    private final Rejections rejections = new Rejections();
    private final Backoff backoff;
    private final Silence silence = new Silence();

    /** A command that is written again. */
    private final ProxyHeader again = new ProxyHeader();

    private Phase phase = Phase.IDLE;
    private PeerOutput output;
    private boolean dirty;
    private boolean roomWanted;
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

    SendWindow window() {
        return window;
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
        write(context.join(window.oldest()), Payload.EMPTY);
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
        } else if (!window.keeps(ack.ackSeq()) && ack.ackSeq() != window.next()) {
            drop("JOIN_ACK expects a sequence that cannot be", now);
            life.impossible("sequence in JOIN_ACK", ack.ackSeq(), window.oldest(), now);
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
        window.acknowledge(next);
        window.rewind();
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
        if (!window.isPossible(next)) {
            life.impossible("acknowledgement", next, window.next(), now);
        } else {
            acknowledged(next, now);
        }
    }

    /** Everything before {@code next} is taken; what cannot be is ignored. */
    void acknowledged(int next, long now) {
        if (window.acknowledge(next) > 0) {
            offerRoom(now);
        }
    }

    /** The peer could not read what came where it expected this sequence. */
    private void rejected(int sequence, long now) {
        if (!window.isPossible(sequence)) {
            life.impossible("sequence in REJECT", sequence, window.next(), now);
            return;
        }
        String which = "the peer rejected sequence " + Integer.toUnsignedString(sequence);
        window.acknowledge(sequence);
        breakUp(which, now);
        if (!window.keeps(sequence)) {
            return;
        }
        switch (rejections.rejected(sequence)) {
            case AGAIN -> context.log.note(which + ": it is sent again", now);
            case REPLACE -> replace(sequence, now);
            case LEAVE -> life.leaveDecided(which + " again and again", now);
        }
    }

    /** The peer cannot read the command with this sequence: its operation fails, alone. */
    private void replace(int sequence, long now) {
        ProxyHeader lost = new ProxyHeader();
        window.header(sequence, lost);
        String what = Command.name(lost.cmd()) + ", rejected twice";
        again.copyFrom(lost);
        if (!Poison.defuse(again)) {
            life.leaveDecided(what, now);
            return;
        }
        context.log.warn(what + ": it fails", now);
        window.replace(sequence, again);
        sink.poisoned(channel, lost, now);
    }

    // ---- commands

    /**
     * The peer is up: what it may not have of this link epoch is written again; then there is room.
     */
    void resume(long now) {
        roomWanted = true;
        writeAgain();
        offerRoom(now);
    }

    /** Whether commands wait to be written again. */
    boolean isBehind() {
        return life.up() && window.isBehind();
    }

    /** Writes again as much as the socket takes. */
    void writeAgain() {
        while (isBehind() && output.writable()) {
            Payload payload = window.writeAgain(again);
            again.ackSeq(life.in().expected());
            context.counters.resent++;
            write(again, payload);
        }
    }

    /** Whether one more command fits the window and the socket takes it; if not, says when. */
    boolean hasRoom(int payloadBytes) {
        boolean room = !isBehind() && window.hasRoom(payloadBytes) && output.writable();
        roomWanted |= !room;
        return room;
    }

    /** Whether a command may be written: nothing before it waits, and the window has room. */
    boolean maySend(int payloadBytes) {
        return !isBehind() && window.hasRoom(payloadBytes);
    }

    void send(ProxyHeader header, Payload payload, int acknowledge) {
        int length = payload.length();
        header.snode(context.settings.localNode())
                .len(length)
                .batchNr(0)
                .sndSeq(window.next())
                .ackSeq(acknowledge);
        window.add(header, payload.retain());
        context.counters.sent(length);
        write(header, payload);
    }

    /** Tells whoever wanted to send and could not that it may try again. */
    void offerRoom(long now) {
        if (roomWanted
                && life.up()
                && !window.isBehind()
                && window.hasRoom(0)
                && output.writable()) {
            roomWanted = false;
            sink.writable(channel, now);
        }
    }

    /** What was sent is of a link epoch that is over. */
    void endEpoch() {
        roomWanted = false;
        joinedBefore = false;
        rejections.forget();
        window.restart(context.settings.firstSequence());
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

    private void write(ProxyHeader header, Payload payload) {
        dirty = true;
        output.write(header, payload);
    }
}
