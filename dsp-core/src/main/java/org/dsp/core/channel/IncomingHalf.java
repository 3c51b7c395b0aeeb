package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * The half that the peer opened: JOINs, commands and HELLOs in; JOIN_ACK, WINDOW_ACK, REJECT and
 * the answers to HELLO out. There is at most one connection: joined, or offered (its JOIN was
 * answered STALE, or the peer left, and the next JOIN is awaited).
 */
final class IncomingHalf {
    private static final long MS = 1_000_000L;
    private static final long SHORTEST_HELLO_PERIOD = MS;
    private static final long LONGEST_HELLO_PERIOD = 3_600_000 * MS;

    private final LinkContext context;
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final Arrivals arrivals;
    private final Silence silence = new Silence();

    private PeerOutput output;
    private boolean joined;
    private boolean dirty;

    IncomingHalf(LinkContext context, PeerChannel channel, ChannelSink sink) {
        this.context = context;
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
        int result = judge(join);
        if (result != JoinResult.OK) {
            context.log.warn("its JOIN is refused: " + JoinResult.text(result), now);
            PeerChannel.refuse(context.settings, from, join, result);
            closed(from, "JOIN refused", now);
        } else if (!from.writable()) {
            from.close("JOINs without reading");
            closed(from, "JOINs without reading", now);
        } else if (joined && is(from) && arrivals.taken() > 0) {
            malformed("JOIN after commands", now);
        } else if (isLate(join)) {
            joinedLate(from, now);
        } else {
            joinedNow(from, join, now);
        }
    }

    /** Whether a JOIN is one, of this protocol and cluster, and meant for this node. */
    private int judge(ProxyHeader join) {
        if (Join.magic(join) != Join.MAGIC
                || Join.version(join) != Join.VERSION
                || Join.mine(join) == 0) {
            return JoinResult.WRONG_VERSION;
        }
        if (Join.clusterId(join) != context.settings.clusterId()) {
            return JoinResult.WRONG_CLUSTER;
        }
        boolean nodes =
                join.snode() == context.peer && join.dnode() == context.settings.localNode();
        return nodes ? JoinResult.OK : JoinResult.WRONG_NODE;
    }

    /** Whether the joiner has given this JOIN up, or was replaced by another daemon. */
    private boolean isLate(ProxyHeader join) {
        LinkEpoch epoch = context.epoch;
        if (Join.mine(join) != epoch.yours()) {
            return epoch.isRetired(Join.mine(join));
        }
        return context.joinNumbers.isLate(Join.number(join))
                || epoch.see(Join.mine(join), Join.mineCounter(join)) == LinkEpoch.Seen.OLDER;
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
        LinkEpoch epoch = context.epoch;
        boolean agrees = epoch.agrees(Join.yours(join), Join.yoursCounter(join));
        if (epoch.see(Join.mine(join), Join.mineCounter(join)) != LinkEpoch.Seen.SAME) {
            channel.learn(Join.mine(join), Join.mineCounter(join), now);
        } else if (joined && (arrivals.taken() > 0 || !agrees)) {
            channel.leaveDecided("the peer joined anew, commands may be lost", now);
            agrees = epoch.agrees(Join.yours(join), Join.yoursCounter(join));
        }
        if (channel.isClosed()) {
            from.close("this node leaves");
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
            channel.halfJoined(now);
        } else {
            answer(JoinResult.STALE, 0);
        }
        channel.peerIsThere();
    }

    private void offer(PeerOutput from, long now) {
        output = from;
        unjoin(now);
    }

    private void accept(ProxyHeader join, long now) {
        joined = true;
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
            case Command.GOODBYE -> channel.goodbye(now);
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
                channel.impossible("sequence", header.sndSeq(), arrivals.expected(), now);
            }
            case EXPECTED -> take(header, payload, now);
        }
    }

    private void take(ProxyHeader header, Payload payload, long now) {
        int length = payload.length();
        arrivals.take(length, now);
        context.counters.received(length);
        int epoch = channel.epochCount();
        channel.commandTaken(header.ackSeq(), now);
        if (epoch != channel.epochCount()) {
            payload.release();
            return;
        }
        sink.deliver(channel, header, payload, now);
        if (epoch == channel.epochCount() && arrivals.ackDue()) {
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
        write(context.reject(arrivals.expected()));
        breakUp("malformed: " + why, now);
    }

    /** The connection is gone, if it is this one. */
    void closed(PeerOutput gone, String why, long now) {
        if (is(gone)) {
            breakUp(why, now);
        }
    }

    private void breakUp(String why, long now) {
        if (joined) {
            channel.leaveDecided(why, now);
        } else {
            context.log.note(why, now);
            drop(why);
        }
    }

    /** The connection stays, its JOIN counts no more. */
    void unjoin(long now) {
        joined = false;
        arrivals.acknowledged();
        silence.start(now, context.settings.helloPeriod());
    }

    /** Closes and forgets the connection, if there is one. */
    void drop(String why) {
        PeerOutput dropped = output;
        output = null;
        joined = false;
        dirty = false;
        arrivals.acknowledged();
        silence.stop();
        if (dropped != null) {
            dropped.close(why);
        }
    }

    void goodbye() {
        if (joined) {
            write(context.goodbye());
        }
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
