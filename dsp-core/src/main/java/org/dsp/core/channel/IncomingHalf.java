package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The half that the peer opened: JOINs, commands and HELLOs in; JOIN_ACK, WINDOW_ACK, REJECT and
 * the answers to HELLO out. There is at most one connection: joined, or offered (its JOIN was
 * answered STALE, or the peer left, and the next JOIN is awaited). Which sequence is expected
 * outlives the connection: the next one of the same link epoch goes on from there.
 */
final class IncomingHalf {
    private static final long MS = 1_000_000L;
    private static final long SHORTEST_HELLO_PERIOD = MS;
    private static final long LONGEST_HELLO_PERIOD = 3_600_000 * MS;

    private final LinkContext context;
    private final LinkLife life;
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final Arrivals arrivals;
    private final Silence silence = new Silence();

    private PeerOutput output;
    private boolean joined;
    private boolean dirty;

    /** Whether commands came on this connection. */
    private boolean commandsHere;

    IncomingHalf(LinkContext context, LinkLife life, PeerChannel channel, ChannelSink sink) {
        this.context = context;
        this.life = life;
        this.channel = channel;
        this.sink = sink;
        this.arrivals = new Arrivals(context.settings.ackDelay());
    }

    boolean joined() {
        return joined;
    }

    boolean is(PeerOutput candidate) {
        return output == candidate;
    }

    HalfStatus status() {
        if (output == null) {
            return HalfStatus.without(HalfStatus.State.CLOSED);
        }
        return HalfStatus.of(joined ? HalfStatus.State.JOINED : HalfStatus.State.JOINING, output);
    }

    /** The next sequence expected. */
    int expected() {
        return arrivals.expected();
    }

    void flush() {
        if (dirty) {
            dirty = false;
            output.flush();
        }
    }

    // ---- JOIN

    void join(PeerOutput from, ProxyHeader join, long now) {
        int result = JoinCheck.judge(context, join);
        if (result != JoinResult.OK) {
            context.log.warn("its JOIN is refused: " + JoinResult.text(result), now);
            PeerChannel.refuse(context.settings.localNode(), context.clusterId, from, join, result);
            closed(from, "JOIN refused", now);
        } else if (!from.writable()) {
            from.abort("JOINs without reading");
            closed(from, "JOINs without reading", now);
        } else if (joined && is(from) && commandsHere) {
            malformed("JOIN after commands", now);
        } else if (JoinCheck.isLate(context, join)) {
            joinedLate(from, now);
        } else {
            joinedNow(from, join, now);
        }
    }

    /** It may be one that a corrupted JOIN overtook: it is told what was seen, and can go past. */
    private void joinedLate(PeerOutput from, long now) {
        context.counters.late++;
        if (joined && is(from)) {
            malformed("JOIN number or leave counter went back", now);
        } else if (output != null && !is(from)) {
            from.write(context.joinAck(JoinResult.STALE, 0), Payload.EMPTY);
            from.close("late JOIN");
        } else {
            offer(from, now);
            answer(JoinResult.STALE, 0);
        }
    }

    private void joinedNow(PeerOutput from, ProxyHeader join, long now) {
        if (is(from)) {
            unjoin(now);
        }
        boolean agrees = meet(join, now);
        if (life.isClosed()) {
            from.abort("this node leaves");
            return;
        }
        context.joinNumbers.see(Join.number(join));
        if (!is(from)) {
            drop("replaced by a newer connection");
        }
        offer(from, now);
        if (agrees) {
            accept(join, now);
            answer(JoinResult.OK, arrivals.expected());
            life.halfJoined(now);
        } else {
            answer(JoinResult.STALE, 0);
        }
        life.peerIsThere();
    }

    /**
     * Learns what a JOIN says, and ends the link epoch where that cannot go on.
     *
     * @return whether both sides mean the same link epoch now
     */
    private boolean meet(ProxyHeader join, long now) {
        LinkEpoch epoch = context.epoch;
        if (epoch.see(Join.mine(join), Join.mineCounter(join)) != LinkEpoch.Seen.SAME) {
            life.learn(Join.mine(join), Join.mineCounter(join), now);
        } else if (arrivals.started()) {
            if (!epoch.agrees(Join.yours(join), Join.yoursCounter(join))) {
                life.leaveDecided("the peer left for another daemon of this node", now);
            } else if (!arrivals.canResume(join.sndSeq(), Join.windowCommands(join))) {
                life.impossible(
                        "first sequence of a JOIN", join.sndSeq(), arrivals.expected(), now);
            }
        }
        return epoch.agrees(Join.yours(join), Join.yoursCounter(join));
    }

    private void offer(PeerOutput from, long now) {
        output = from;
        unjoin(now);
    }

    private void accept(ProxyHeader join, long now) {
        joined = true;
        commandsHere = false;
        if (arrivals.started()) {
            context.counters.reconnects++;
        }
        arrivals.start(join.sndSeq(), Join.windowCommands(join), Join.windowBytes(join));
        long period = Integer.toUnsignedLong(Join.helloMs(join)) * MS;
        silence.start(now, Math.max(SHORTEST_HELLO_PERIOD, Math.min(period, LONGEST_HELLO_PERIOD)));
        silence.heard();
    }

    private void answer(int result, int next) {
        write(context.joinAck(result, next));
        flush();
    }

    // ---- frames

    void frame(PeerOutput from, ProxyHeader header, Payload payload, long now) {
        int cmd = header.cmd();
        if (joined && is(from) && !Command.isControl(cmd) && header.snode() == context.peer) {
            command(header, payload, now);
            return;
        }
        payload.release();
        if (!is(from) || (!joined && cmd != Command.JOIN)) {
            context.counters.late++;
        } else if (header.snode() != context.peer) {
            malformed("frame of node " + header.snode(), now);
        } else {
            control(header, now);
        }
    }

    private void control(ProxyHeader header, long now) {
        switch (header.cmd()) {
            case Command.JOIN -> join(output, header, now);
            case Command.NONE -> hello();
            case Command.GOODBYE -> life.goodbye(now);
            default -> malformed(Command.name(header.cmd()) + " came on the data way", now);
        }
    }

    /** Answers a HELLO; a peer that does not read gets no answers piled up. */
    private void hello() {
        silence.heard();
        if (output.writable()) {
            write(context.hello());
            flush();
        }
    }

    private void command(ProxyHeader header, Payload payload, long now) {
        silence.heard();
        switch (arrivals.judge(header.sndSeq())) {
            case DUPLICATE -> {
                payload.release();
                context.counters.duplicates++;
            }
            case IMPOSSIBLE -> {
                payload.release();
                life.impossible("sequence", header.sndSeq(), arrivals.expected(), now);
            }
            case EXPECTED -> take(header, payload, now);
        }
    }

    private void take(ProxyHeader header, Payload payload, long now) {
        int length = payload.length();
        commandsHere = true;
        arrivals.take(length, now);
        context.counters.received(length);
        int epoch = life.epochCount();
        life.commandTaken(header.ackSeq(), now);
        if (epoch != life.epochCount()) {
            payload.release();
            return;
        }
        sink.deliver(channel, header, payload, now);
        if (epoch == life.epochCount() && arrivals.ackDue()) {
            acknowledge(now);
        }
    }

    private void acknowledge(long now) {
        if (output.writable()) {
            arrivals.acknowledged();
            write(context.windowAck(arrivals.expected()));
        } else {
            arrivals.postpone(now);
        }
    }

    // ---- ends

    /** What came is no frame: says which sequence was expected, closes. */
    void malformed(String why, long now) {
        context.log.warn("malformed: " + why, now);
        boolean was = joined;
        PeerOutput ended = output;
        if (was) {
            write(context.reject(arrivals.expected()));
        }
        forget();
        ended.close("malformed: " + why);
        if (was) {
            life.halfLost("malformed: " + why, now);
        }
    }

    /** The connection is gone, if it is this one. */
    void closed(PeerOutput gone, String why, long now) {
        if (is(gone)) {
            breakUp(why, now);
        }
    }

    /** What waits on the connection may be too old to be taken. */
    void distrust(long now) {
        if (joined) {
            breakUp("this daemon stood still: what waits on the connection may be old", now);
        }
    }

    private void breakUp(String why, long now) {
        boolean was = joined;
        drop(why);
        if (was) {
            life.halfLost(why, now);
        } else {
            context.log.note(why, now);
        }
    }

    /** The connection stays, its JOIN counts no more. */
    void unjoin(long now) {
        joined = false;
        arrivals.acknowledged();
        silence.start(now, context.settings.helloPeriod());
    }

    /** What was expected is of a link epoch that is over. */
    void endEpoch() {
        arrivals.stop();
    }

    /** Gives the connection up, if there is one. */
    void drop(String why) {
        PeerOutput dropped = output;
        forget();
        if (dropped != null) {
            dropped.abort(why);
        }
    }

    /** Ends the connection with a last word. */
    void goodbye(String why) {
        if (joined) {
            write(context.goodbye());
        }
        PeerOutput ended = output;
        forget();
        if (ended != null) {
            ended.close(why);
        }
    }

    private void forget() {
        output = null;
        joined = false;
        dirty = false;
        arrivals.acknowledged();
        silence.stop();
    }

    // ---- time

    /** When {@link #tick} is next wanted. */
    long nextDeadline() {
        return Math.min(silence.checkAt(), arrivals.ackAt());
    }

    void tick(long now) {
        if (now >= silence.checkAt() && silence.expired(now)) {
            breakUp("nothing was heard for " + Silence.LIMIT + " HELLO periods", now);
        }
        if (now >= arrivals.ackAt()) {
            acknowledge(now);
            flush();
        }
    }

    private void write(ProxyHeader header) {
        dirty = true;
        output.write(header, Payload.EMPTY);
    }
}
