package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
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
 * <p>Without resend a break of either half is a LEAVE decided here ({@link #breakOutgoing}, {@link
 * #breakIncoming}); resend will keep the link epoch there.
 *
 * <p>The sink is called from within the events and may call {@link #send} and every query back. A
 * command may be delivered before {@link ChannelSink#up}: the peer is up as soon as it has read our
 * JOIN_ACK, this side only when it has read the peer's.
 */
public final class PeerChannel {
    /** JOINs on one connection before it is given up: halves that do not meet. */
    private static final int MOST_JOINS = 8;

    private static final long MS = 1_000_000L;

    private final ChannelSettings settings;
    private final int peer;
    private final ChannelSink sink;
    private final LinkEpoch epoch;
    private final OutgoingHalf out;
    private final IncomingHalf in;
    private final ChannelLog log;
    private final ProxyHeader control = new ProxyHeader();

    private boolean closed;
    private boolean up;
    private boolean declaredDown;

    /** Whether this link epoch was up or brought a command: whether there is something to leave. */
    private boolean used;

    /** Counts link epochs, to see in an event whether the one it began in is over. */
    private int epochCount;

    private long upSince;
    private long graceAt;
    private boolean roomWanted;

    private boolean peerJoinSeen;
    private int peerJoinNumber;

    private long commandsSent;
    private long bytesSent;
    private long commandsReceived;
    private long bytesReceived;
    private long duplicates;
    private long late;
    private long joins;
    private long leaves;

    /**
     * A channel that is down. The first attempt to connect is made by the first {@link #tick}.
     *
     * @param peer the peer's node id
     */
    public PeerChannel(ChannelSettings settings, int peer, ChannelSink sink, long now) {
        this.settings = settings;
        this.peer = peer;
        this.sink = sink;
        this.epoch = new LinkEpoch(settings.incarnation());
        this.out =
                new OutgoingHalf(
                        new SendWindow(
                                settings.windowCommands(),
                                settings.windowBytes(),
                                settings.firstSequence()),
                        new Backoff(
                                settings.backoffMin(),
                                settings.backoffMax(),
                                settings.seed() * 31 + peer),
                        now);
        this.in = new IncomingHalf(settings.ackDelay(), settings.helloPeriod());
        this.log = new ChannelLog(peer);
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
        return peer;
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
        return new ChannelStatus(
                peer,
                state(),
                epoch.toString(),
                commandsSent,
                bytesSent,
                commandsReceived,
                bytesReceived,
                out.window.commands(),
                out.window.bytes(),
                duplicates,
                late,
                joins,
                leaves,
                log.last(),
                log.lastAt());
    }

    // ---- outgoing half

    /**
     * Our connection attempt, asked for by {@link ChannelSink#connect}, succeeded: sends JOIN. One
     * that was not asked for is closed.
     */
    public void connected(PeerOutput output, long now) {
        if (closed || out.phase() != OutgoingHalf.Phase.CONNECTING) {
            output.close("not wanted any more");
            return;
        }
        out.connected(output);
        out.silence.start(now, settings.helloPeriod());
        sendJoin(now);
    }

    /** Our connection attempt failed: another follows after the back-off. */
    public void connectFailed(String why, long now) {
        if (out.phase() == OutgoingHalf.Phase.CONNECTING) {
            log.note("connect: " + why, now);
            out.retry(now);
        }
    }

    /** Control came back on our connection {@code output}. */
    public void control(PeerOutput output, ProxyHeader header, long now) {
        if (closed || !out.is(output)) {
            late++;
            return;
        }
        if (header.snode() != peer) {
            breakOutgoing("control of node " + header.snode(), now);
            return;
        }
        out.silence.heard();
        int cmd = header.cmd();
        switch (cmd) {
            case Command.NONE -> {}
            case Command.JOIN_ACK -> joinAcked(header, now);
            case Command.WINDOW_ACK -> windowAcked(header.ackSeq(), now);
            case Command.REJECT ->
                    breakOutgoing(
                            "the peer rejected sequence "
                                    + Integer.toUnsignedString(header.ackSeq()),
                            now);
            case Command.GOODBYE -> goodbye(out.joined(), now);
            default -> breakOutgoing(Command.name(cmd) + " came on the control way", now);
        }
    }

    /** Our connection {@code output} is closed. */
    public void disconnected(PeerOutput output, String why, long now) {
        if (!closed && out.is(output)) {
            breakOutgoing("connection closed: " + why, now);
        }
    }

    /** Our connection, or its peer's, can be written again. */
    public void writabilityChanged(long now) {
        offerRoom(now);
    }

    /**
     * Whether a frame with {@code payloadBytes} may be sent now: up, and window and socket have
     * room. Where it may not though the peer is up, {@link ChannelSink#writable} follows.
     */
    public boolean canSend(int payloadBytes) {
        if (!up) {
            return false;
        }
        boolean room = out.window.hasRoom(payloadBytes) && out.output().writable();
        roomWanted |= !room;
        return room;
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
        int length = payload.length();
        if (!up || !out.window.hasRoom(length)) {
            throw new IllegalStateException(
                    "send to peer " + peer + (up ? ": the window is full" : ": it is not up"));
        }
        header.snode(settings.localNode())
                .len(length)
                .batchNr(0)
                .sndSeq(out.window.next())
                .ackSeq(in.expected());
        out.window.add(payload.retain());
        commandsSent++;
        bytesSent += ProxyHeader.BYTES + length;
        out.write(header, payload);
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
            return;
        }
        int result = judge(join);
        if (result != JoinResult.OK) {
            log.warn("its JOIN is refused: " + JoinResult.text(result), now);
            refuse(settings, output, join, result);
            lost(output, "JOIN refused", now);
            return;
        }
        if (!output.writable()) {
            output.close("JOINs without reading");
            lost(output, "JOINs without reading", now);
            return;
        }
        if (isLate(join)) {
            joinedLate(output, now);
            return;
        }
        if (in.joined() && in.is(output) && in.taken() > 0) {
            malformed(output, "JOIN after commands", now);
            return;
        }
        LinkEpoch.Seen seen = epoch.see(Join.mine(join), Join.mineCounter(join));
        if (seen == LinkEpoch.Seen.OLDER) {
            joinedLate(output, now);
            return;
        }
        boolean agrees = epoch.agrees(Join.yours(join), Join.yoursCounter(join));
        if (seen != LinkEpoch.Seen.SAME) {
            learn(Join.mine(join), Join.mineCounter(join), now);
        } else if (in.joined() && (in.taken() > 0 || !agrees)) {
            leaveDecided("the peer joined anew, commands may be lost", now);
        }
        peerJoinSeen = true;
        peerJoinNumber = Join.number(join);
        if (closed) {
            output.close("this node leaves");
            return;
        }
        admit(output, join, now);
    }

    /**
     * A frame on the joined incoming connection; {@code output} tells an old connection's late
     * bytes. Takes the reference of {@code payload}.
     */
    public void frame(PeerOutput output, ProxyHeader header, Payload payload, long now) {
        int cmd = header.cmd();
        if (!Command.isControl(cmd) && isCurrent(output, header)) {
            command(header, payload, now);
            return;
        }
        payload.release();
        if (cmd == Command.JOIN && in.is(output)) {
            join(output, header, now);
        } else if (closed || !in.is(output) || !in.joined()) {
            late++;
        } else if (header.snode() != peer) {
            malformed(output, "frame of node " + header.snode(), now);
        } else if (cmd == Command.NONE) {
            hello();
        } else if (cmd == Command.GOODBYE) {
            goodbye(true, now);
        } else {
            malformed(output, Command.name(cmd) + " came on the data way", now);
        }
    }

    /**
     * What came on {@code output}, either half's connection, is no frame: an incoming one is told
     * which sequence was expected, then it is closed.
     */
    public void malformed(PeerOutput output, String why, long now) {
        if (closed) {
            return;
        }
        if (out.is(output)) {
            log.warn("malformed control: " + why, now);
            breakOutgoing("malformed: " + why, now);
        } else if (in.is(output)) {
            log.warn("malformed: " + why, now);
            in.write(ControlFrames.reject(control, settings.localNode(), peer, in.expected()));
            breakIncoming("malformed: " + why, now);
        } else {
            late++;
            output.close("malformed: " + why);
        }
    }

    /** The incoming connection is closed. */
    public void incomingClosed(PeerOutput output, String why, long now) {
        if (!closed) {
            lost(output, "connection closed: " + why, now);
        }
    }

    /** Bytes on the incoming connection that are no frame: REJECT and close. */
    public void malformed(PeerOutput output, String why, long now) {}

    /** The node wants no more of this peer's present life: LEAVE. */
    public void expel(String why, long now) {}

    /** Lines {@code key=value} about the link, for node info. */
    public String describe() {
        return "";
    }

    // ---- time and end

    /** Runs what is due: attempts, HELLO, acks, grace. */
    public void tick(long now) {
        if (!closed && now >= graceAt) {
            graceOver(now);
        }
        if (!closed && now >= out.retryAt()) {
            connect();
        }
        if (!closed && now >= out.silence.checkAt()) {
            outgoingPeriod(now);
        }
        if (!closed && now >= in.silence.checkAt() && in.silence.expired(now)) {
            breakIncoming("nothing was heard for " + Silence.LIMIT + " HELLO periods", now);
        }
        if (!closed && now >= in.ackAt()) {
            acknowledge(now);
            in.flush();
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        long connection = Math.min(out.retryAt(), out.silence.checkAt());
        return Math.min(Math.min(graceAt, connection), Math.min(in.silence.checkAt(), in.ackAt()));
    }

    /**
     * Sends GOODBYE where possible and closes both halves; nothing is connected any more. What is
     * pending is left, once.
     */
    public void close(long now) {
        if (closed) {
            return;
        }
        if (out.joined()) {
            out.write(ControlFrames.goodbye(control, settings.localNode(), peer), Payload.EMPTY);
        }
        if (in.joined()) {
            in.write(ControlFrames.goodbye(control, settings.localNode(), peer));
        }
        closed = true;
        boolean pending = used || !declaredDown;
        declaredDown = true;
        endEpoch();
        dropOutgoing("this node leaves", now);
        dropIncoming("this node leaves");
        if (pending) {
            leave("this node leaves", now);
        }
    }

    // ---- JOIN

    private void sendJoin(long now) {
        if (out.countJoin() > MOST_JOINS) {
            breakOutgoing("no link epoch after " + MOST_JOINS + " JOINs", now);
            return;
        }
        ControlFrames.join(
                control, settings.localNode(), peer, settings.clusterId(), out.window.next());
        Join.mine(control, epoch.mine(), epoch.mineCounter());
        Join.yours(control, epoch.yours(), epoch.yoursCounter());
        Join.pace(
                control,
                (int) (settings.helloPeriod() / MS),
                settings.windowCommands(),
                settings.windowBytes());
        Join.number(control, ++out.joinNumber);
        out.write(control, Payload.EMPTY);
        out.flush();
    }

    private void joinAcked(ProxyHeader ack, long now) {
        if (out.phase() != OutgoingHalf.Phase.JOINING || Join.magic(ack) != Join.MAGIC) {
            breakOutgoing("JOIN_ACK out of place", now);
            return;
        }
        int result = ack.rcode();
        if (result != JoinResult.OK && result != JoinResult.STALE) {
            log.warn("it refuses our JOIN: " + JoinResult.text(result), now);
            out.backoff.slow();
            dropOutgoing("JOIN refused: " + JoinResult.text(result), now);
            return;
        }
        long theirs = Join.mine(ack);
        if (theirs == 0 || epoch.isRetired(theirs)) {
            breakOutgoing("JOIN_ACK of a daemon that is gone", now);
            return;
        }
        PeerOutput output = out.output();
        switch (epoch.see(theirs, Join.mineCounter(ack))) {
            case SAME -> {}
            case OLDER -> result = JoinResult.STALE;
            default -> learn(theirs, Join.mineCounter(ack), now);
        }
        boolean joinable = heal(ack, now) && epoch.isMine(Join.yours(ack), Join.yoursCounter(ack));
        if (closed || !out.is(output)) {
            return;
        }
        if (result != JoinResult.OK || !joinable) {
            sendJoin(now);
        } else if (ack.ackSeq() != out.window.next()) {
            breakOutgoing("JOIN_ACK expects a sequence that was not offered", now);
        } else {
            out.join();
            joins++;
            joined(now);
        }
    }

    /**
     * Goes past what the peer claims to have seen of this side but cannot have: a corrupted JOIN
     * must not lock the pair for ever.
     *
     * @return whether nothing had to be healed
     */
    private boolean heal(ProxyHeader ack, long now) {
        if (Join.number(ack) - out.joinNumber > 0) {
            out.joinNumber = Join.number(ack);
        }
        if (!epoch.isAheadOfMine(Join.yours(ack), Join.yoursCounter(ack))) {
            return true;
        }
        epoch.raise(Join.yoursCounter(ack));
        endLinkEpoch("the peer knows a later leave counter", true, now);
        return false;
    }

    /** Whether a JOIN is one, of this protocol and cluster, and meant for this node. */
    private int judge(ProxyHeader join) {
        if (Join.magic(join) != Join.MAGIC
                || Join.version(join) != Join.VERSION
                || Join.mine(join) == 0) {
            return JoinResult.WRONG_VERSION;
        }
        if (Join.clusterId(join) != settings.clusterId()) {
            return JoinResult.WRONG_CLUSTER;
        }
        boolean nodes = join.snode() == peer && join.dnode() == settings.localNode();
        return nodes ? JoinResult.OK : JoinResult.WRONG_NODE;
    }

    /** Whether the joiner sent another JOIN after this one, or its daemon another daemon's. */
    private boolean isLate(ProxyHeader join) {
        if (Join.mine(join) == epoch.yours()) {
            return peerJoinSeen && Join.number(join) - peerJoinNumber <= 0;
        }
        return epoch.isRetired(Join.mine(join));
    }

    /** A JOIN that its sender has given up, or that a corrupted one overtook. */
    private void joinedLate(PeerOutput output, long now) {
        late++;
        if (in.joined() && in.is(output)) {
            malformed(output, "JOIN number or leave counter went back", now);
            return;
        }
        boolean another = in.connected() && !in.is(output);
        if (!another) {
            in.offer(output, now);
        }
        answerJoin(output, JoinResult.STALE, 0);
        if (another) {
            output.close("late JOIN");
        } else {
            in.flush();
        }
    }

    /** Takes the connection as the incoming half, joined if both halves are right. */
    private void admit(PeerOutput output, ProxyHeader join, long now) {
        if (!in.is(output)) {
            dropIncoming("replaced by a newer connection");
        }
        in.offer(output, now);
        if (epoch.agrees(Join.yours(join), Join.yoursCounter(join))) {
            in.accept(join, now);
            answerJoin(output, JoinResult.OK, in.expected());
        } else {
            answerJoin(output, JoinResult.STALE, 0);
        }
        output.flush();
        if (in.joined()) {
            joined(now);
        }
        if (!closed && out.phase() == OutgoingHalf.Phase.IDLE) {
            connect();
        }
    }

    private void answerJoin(PeerOutput output, int result, int next) {
        ControlFrames.joinAck(
                control, settings.localNode(), peer, settings.clusterId(), result, next);
        Join.mine(control, epoch.mine(), epoch.mineCounter());
        Join.yours(control, epoch.yours(), epoch.yoursCounter());
        Join.number(control, peerJoinNumber);
        output.write(control, Payload.EMPTY);
    }

    /** Takes over a half of the peer; what there was with its former one is left first. */
    private void learn(long incarnation, int counter, long now) {
        boolean known = epoch.yours() != 0;
        if (known) {
            boolean restarted = incarnation != epoch.yours();
            if (restarted) {
                peerJoinSeen = false;
            }
            epoch.learn(incarnation, counter);
            endLinkEpoch(restarted ? "the peer was restarted" : "the peer left", false, now);
        } else {
            epoch.learn(incarnation, counter);
        }
    }

    private void joined(long now) {
        if (up || !out.joined() || !in.joined()) {
            return;
        }
        up = true;
        used = true;
        declaredDown = false;
        upSince = now;
        graceAt = Long.MAX_VALUE;
        roomWanted = true;
        sink.up(this, now);
        offerRoom(now);
    }

    // ---- LEAVE

    /** A LEAVE that this side decides: the peer must learn a new counter. */
    private void leaveDecided(String why, long now) {
        epoch.bump();
        endLinkEpoch(why, true, now);
    }

    /**
     * Ends the link epoch. Joined connections of it are closed, so that the peer sees the end; but
     * where the peer decided it, it may be joining anew on the incoming one already.
     */
    private void endLinkEpoch(String why, boolean decidedHere, long now) {
        boolean something = used;
        log.note(why, now);
        if (up && now - upSince >= settings.helloPeriod()) {
            out.backoff.reset();
        }
        if (up && !declaredDown) {
            graceAt = now + settings.linkGrace();
        }
        boolean closeOutgoing = out.joined();
        boolean closeIncoming = in.joined() && decidedHere;
        endEpoch();
        if (closeOutgoing) {
            dropOutgoing(why, now);
        }
        if (closeIncoming) {
            dropIncoming(why);
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
        roomWanted = false;
        out.window.restart(settings.firstSequence());
    }

    private void leave(String why, long now) {
        leaves++;
        sink.leave(this, why, now);
    }

    /** The peer was not up for the whole grace: what waits for it waits no longer. */
    private void graceOver(long now) {
        graceAt = Long.MAX_VALUE;
        declaredDown = true;
        String why = "not up for " + settings.linkGrace() / MS + " ms";
        if (used) {
            leaveDecided(why, now);
        } else {
            log.note(why, now);
            leave(why, now);
        }
    }

    private void goodbye(boolean joinedThere, long now) {
        if (!joinedThere) {
            breakOutgoing("goodbye before JOIN_ACK", now);
            return;
        }
        boolean waiting = !declaredDown;
        declaredDown = true;
        graceAt = Long.MAX_VALUE;
        used |= waiting;
        leaveDecided("the peer said goodbye", now);
    }

    private void breakOutgoing(String why, long now) {
        if (out.joined()) {
            leaveDecided(why, now);
        } else {
            log.note(why, now);
            dropOutgoing(why, now);
        }
    }

    private void breakIncoming(String why, long now) {
        if (in.joined()) {
            leaveDecided(why, now);
        } else {
            log.note(why, now);
            dropIncoming(why);
        }
    }

    /** The incoming connection is gone, if it is this one. */
    private void lost(PeerOutput output, String why, long now) {
        if (in.is(output)) {
            breakIncoming(why, now);
        }
    }

    private void dropOutgoing(String why, long now) {
        PeerOutput output = out.output();
        out.silence.stop();
        out.retry(now);
        if (output != null) {
            output.close(why);
        }
    }

    private void dropIncoming(String why) {
        PeerOutput output = in.output();
        in.drop();
        if (output != null) {
            output.close(why);
        }
    }

    // ---- commands and acknowledgements

    private boolean isCurrent(PeerOutput output, ProxyHeader header) {
        return !closed && in.is(output) && in.joined() && header.snode() == peer;
    }

    private void command(ProxyHeader header, Payload payload, long now) {
        in.silence.heard();
        switch (in.arrival(header.sndSeq())) {
            case DUPLICATE -> {
                payload.release();
                duplicates++;
            }
            case IMPOSSIBLE -> {
                payload.release();
                log.warn(impossible("sequence", header.sndSeq(), in.expected()), now);
                leaveDecided("impossible sequence", now);
            }
            case EXPECTED -> take(header, payload, now);
        }
    }

    private void take(ProxyHeader header, Payload payload, long now) {
        int length = payload.length();
        in.take(length, now);
        used = true;
        commandsReceived++;
        bytesReceived += ProxyHeader.BYTES + length;
        int epochNow = epochCount;
        if (out.joined() && out.window.acknowledge(header.ackSeq()) > 0) {
            offerRoom(now);
        }
        if (epochNow != epochCount) {
            payload.release();
            return;
        }
        sink.deliver(this, header, payload, now);
        if (epochNow == epochCount && in.ackDue()) {
            acknowledge(now);
        }
    }

    private void acknowledge(long now) {
        if (!in.output().writable()) {
            in.postponeAck(now);
            return;
        }
        in.nothingOwed();
        in.write(ControlFrames.windowAck(control, settings.localNode(), peer, in.expected()));
    }

    private void windowAcked(int next, long now) {
        if (!out.joined()) {
            breakOutgoing("WINDOW_ACK before JOIN_ACK", now);
        } else if (!out.window.isPossible(next)) {
            log.warn(impossible("acknowledgement", next, out.window.next()), now);
            leaveDecided("impossible acknowledgement", now);
        } else if (out.window.acknowledge(next) > 0) {
            offerRoom(now);
        }
    }

    private static String impossible(String what, int is, int expected) {
        return "impossible "
                + what
                + ' '
                + Integer.toUnsignedString(is)
                + ", expected "
                + Integer.toUnsignedString(expected);
    }

    /** Tells whoever wanted to send and could not that it may try again. */
    private void offerRoom(long now) {
        if (up && roomWanted && out.window.hasRoom(0) && out.output().writable()) {
            roomWanted = false;
            sink.writable(this, now);
        }
    }

    // ---- attempts and HELLO

    private void connect() {
        out.connecting();
        sink.connect(this);
    }

    private void outgoingPeriod(long now) {
        if (out.silence.expired(now)) {
            breakOutgoing(
                    out.joined()
                            ? Silence.LIMIT + " HELLOs were not answered"
                            : "JOIN was not answered",
                    now);
        } else if (out.joined()) {
            out.write(ControlFrames.hello(control, settings.localNode(), peer), Payload.EMPTY);
            out.flush();
        }
    }

    /** Answers a HELLO; a peer that does not read gets no answers piled up. */
    private void hello() {
        in.silence.heard();
        if (in.output().writable()) {
            in.write(ControlFrames.hello(control, settings.localNode(), peer));
            in.flush();
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
