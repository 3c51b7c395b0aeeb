package org.dsp.core.channel;

/**
 * What both halves of a link have in common: when the peer is up, how long it may be away, and
 * LEAVE, the end of a link epoch. A half that breaks costs {@code up} and starts the grace; the
 * link epoch goes on if both halves are joined again before the grace is over.
 */
final class LinkLife {
    private static final long MS = 1_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final LinkContext context;
    private final PeerChannel channel;
    private final ChannelSink sink;
    private final OutgoingHalf out;
    private final IncomingHalf in;

    private boolean begun;
    private boolean closed;
    private boolean up;
    private boolean declaredDown;

    /** Whether this link epoch was up or brought a command: whether there is something to leave. */
    private boolean used;

    private int epochCount;
    private long upSince;

    /** When a peer that is not up is declared down. */
    private long graceAt = NEVER;

    LinkLife(LinkContext context, PeerChannel channel, ChannelSink sink, long now) {
        this.context = context;
        this.channel = channel;
        this.sink = sink;
        this.out = new OutgoingHalf(context, this, channel, sink, now);
        this.in = new IncomingHalf(context, this, channel, sink);
    }

    OutgoingHalf out() {
        return out;
    }

    IncomingHalf in() {
        return in;
    }

    boolean isClosed() {
        return closed;
    }

    /** Both halves joined. */
    boolean up() {
        return up;
    }

    boolean declaredDown() {
        return declaredDown;
    }

    /** Counts link epochs, to see in an event whether the one it began in is over. */
    int epochCount() {
        return epochCount;
    }

    // ---- up

    /** One half is joined; with the other one the peer is up. */
    void halfJoined(long now) {
        if (up || !out.joined() || !in.joined()) {
            return;
        }
        up = true;
        used = true;
        declaredDown = false;
        upSince = now;
        graceAt = NEVER;
        sink.up(channel, now);
        out.sender().resume(now);
    }

    /** A joined half is broken. What is under way waits for the grace. */
    void halfLost(String why, long now) {
        context.log.warn("link broken: " + why, now);
        if (up) {
            notUp(now);
        }
    }

    private void notUp(long now) {
        up = false;
        if (now - upSince >= context.settings.helloPeriod()) {
            out.wasStable();
        }
        graceAt = declaredDown ? NEVER : now + context.settings.linkGrace();
    }

    /** The peer joins: it can be reached, whatever the back-off says. */
    void peerIsThere() {
        if (!closed) {
            out.connectNow();
        }
    }

    /**
     * A command came; what it acknowledges of ours is a short cut. Its sender is up with this link
     * epoch, though the JOIN_ACK that says so may still be on its way, on another connection: what
     * answers it may wait for that, and no longer than the grace.
     */
    void commandTaken(int acknowledge, long now) {
        used = true;
        if (declaredDown && !closed) {
            declaredDown = false;
            graceAt = now + context.settings.linkGrace();
        }
        out.sender().acknowledged(acknowledge, now);
    }

    // ---- LEAVE

    /**
     * Takes over a half of the peer; what there was with its former one is left first. Another
     * incarnation makes this side's half a new one, too, where something was left: if the daemon
     * that was left is the living one after all (a late JOIN of its predecessor was read after its
     * own), it must not go on in a link epoch that is over here.
     */
    void learn(long incarnation, int counter, long now) {
        LinkEpoch epoch = context.epoch;
        if (epoch.yours() == 0) {
            epoch.learn(incarnation, counter);
            return;
        }
        boolean restarted = incarnation != epoch.yours();
        if (restarted) {
            context.joinNumbers.peerRestarted();
            if (used) {
                epoch.bump();
            }
        }
        epoch.learn(incarnation, counter);
        endLinkEpoch(restarted ? "the peer was restarted" : "the peer left", false, now);
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
        graceAt = NEVER;
        leaveDecided("the peer said goodbye", now);
    }

    /** A LEAVE that this side decides: the peer must learn a new counter. */
    void leaveDecided(String why, long now) {
        context.epoch.bump();
        endLinkEpoch(why, true, now);
    }

    /**
     * Ends the link epoch. Joined connections of it are given up, so that nothing of it arrives any
     * more and the peer sees the end; but where the peer decided it, it may be joining anew on the
     * incoming one already. Connections that are not joined stay: they will be in the next link
     * epoch.
     */
    private void endLinkEpoch(String why, boolean decidedHere, long now) {
        context.log.note(why, now);
        if (up) {
            notUp(now);
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
        out.endEpoch();
        in.endEpoch();
    }

    private void leave(String why, long now) {
        context.counters.leaves++;
        sink.leave(channel, why, now);
    }

    // ---- time and end

    /** The first tick, which starts the grace of a peer that was never up, or the end of it. */
    void tick(long now) {
        if (!begun) {
            begun = true;
            if (!up && !declaredDown && graceAt == NEVER) {
                graceAt = now + context.settings.linkGrace();
            }
        }
        if (now >= graceAt) {
            graceOver(now);
        }
    }

    long nextDeadline() {
        return graceAt;
    }

    /** The peer was not up for the whole grace: what waits for it waits no longer. */
    private void graceOver(long now) {
        graceAt = NEVER;
        declaredDown = true;
        String why = "not up for " + context.settings.linkGrace() / MS + " ms";
        if (used) {
            leaveDecided(why, now);
        } else {
            context.log.note(why, now);
            leave(why, now);
        }
    }

    /** Says goodbye where that is possible, and leaves what is pending, once. */
    void close(long now) {
        boolean pending = used || !declaredDown;
        closed = true;
        declaredDown = true;
        graceAt = NEVER;
        endEpoch();
        out.goodbye("this node leaves", now);
        in.goodbye("this node leaves");
        if (pending) {
            leave("this node ends the link", now);
        }
    }

    /** As {@link #close}, but the peer may be met again: it will see another link epoch. */
    void retire(long now) {
        context.epoch.bump();
        close(now);
    }

    /** The peer is met again: everything begins as at the first time. */
    void reopen(long now) {
        closed = false;
        begun = false;
        declaredDown = false;
        graceAt = NEVER;
        out.begin(now);
    }

    ChannelStatus.State state() {
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
