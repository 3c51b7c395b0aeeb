package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * The commands of the outgoing half: given a sequence, kept until acknowledged, and written again
 * on the next connection of the same link epoch, before anything new. Written only while the peer
 * is up: a command must not be on its way when the grace ends.
 */
final class Sender {
    private final LinkContext context;
    private final LinkLife life;
    private final OutgoingHalf half;
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final SendWindow window;
    private final Rejections rejections = new Rejections();

    /** A command that is written again. */
    private final ProxyHeader again = new ProxyHeader();

    private boolean roomWanted;

    Sender(
            LinkContext context,
            LinkLife life,
            OutgoingHalf half,
            PeerChannel channel,
            ChannelSink sink) {
        this.context = context;
        this.life = life;
        this.half = half;
        this.channel = channel;
        this.sink = sink;
        ChannelSettings settings = context.settings;
        this.window =
                new SendWindow(
                        settings.windowCommands(),
                        settings.windowBytes(),
                        settings.firstSequence());
    }

    SendWindow window() {
        return window;
    }

    // ---- new commands

    /** Whether one more command fits the window and the socket takes it; if not, says when. */
    boolean hasRoom(int payloadBytes) {
        boolean room = maySend(payloadBytes) && half.writable();
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
        half.write(header, payload);
    }

    /** Tells whoever wanted to send and could not that it may try again. */
    void offerRoom(long now) {
        if (roomWanted && life.up() && maySend(0) && half.writable()) {
            roomWanted = false;
            sink.writable(channel, now);
        }
    }

    // ---- what is kept

    /** Whether the peer can expect this sequence when our connection is joined. */
    boolean canGoOn(int next) {
        return window.keeps(next) || next == window.next();
    }

    /** Our connection is joined: what comes before {@code next} is taken, the rest is not there. */
    void joined(int next) {
        window.acknowledge(next);
        window.rewind();
    }

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
        while (isBehind() && half.writable()) {
            Payload payload = window.writeAgain(again);
            again.ackSeq(life.in().expected());
            context.counters.resent++;
            half.write(again, payload);
        }
    }

    /** Everything before {@code next} is taken; what cannot be is ignored. */
    void acknowledged(int next, long now) {
        if (window.acknowledge(next) > 0) {
            offerRoom(now);
        }
    }

    // ---- what the peer cannot read

    /**
     * The peer could not read what came where it expected this sequence; the connection that it
     * came on is given up already.
     */
    void rejected(int sequence, long now) {
        window.acknowledge(sequence);
        if (!window.keeps(sequence)) {
            return;
        }
        switch (rejections.rejected(sequence)) {
            case AGAIN -> context.log.note("it is sent again", now);
            case REPLACE -> replace(sequence, now);
            case LEAVE -> life.leaveDecided("the peer rejects whatever is sent", now);
        }
    }

    /** The peer cannot read the command with this sequence: its operation fails, alone. */
    private void replace(int sequence, long now) {
        ProxyHeader lost = new ProxyHeader();
        window.header(sequence, lost);
        String what = "the peer rejected a " + Command.name(lost.cmd()) + " twice";
        again.copyFrom(lost);
        if (!Poison.defuse(again)) {
            life.leaveDecided(what, now);
            return;
        }
        context.log.warn(what + ": it fails", now);
        window.replace(sequence, again);
        sink.poisoned(channel, lost, now);
    }

    /** What was sent is of a link epoch that is over. */
    void endEpoch() {
        roomWanted = false;
        rejections.forget();
        window.restart(context.settings.firstSequence());
    }
}
