package org.dsp.core.agent;

import org.dsp.core.agent.MembershipMessage.Announce;
import org.dsp.core.agent.Timers.Timer;

/** Says everything short about this node. */
final class Announcer {
    private final Context context;
    private final Peers peers;
    private final OwnSessions own;
    private final Levels levels;

    /** The life that held this node's id and was silent; 0 = none. */
    private long replaces;

    Announcer(Context context, Peers peers, OwnSessions own, Levels levels) {
        this.context = context;
        this.peers = peers;
        this.own = own;
        this.levels = levels;
    }

    void replaces(long life) {
        replaces = life;
    }

    /** To all, now. */
    void toAll() {
        context.timers.stop(Timer.ANNOUNCE);
        context.multicast(message());
    }

    /** To all, with what else asks for it in the next {@code delay} ns. */
    void toAllSoon(long delay) {
        context.timers.by(Timer.ANNOUNCE, context.now + delay);
    }

    private Announce message() {
        Peer self = peers.self();
        return new Announce(
                context.self,
                self.state,
                self.epoch,
                self.stored,
                levels.own(),
                own.version(),
                own.digest(),
                own.size(),
                self.settled,
                replaces);
    }

    void tick() {
        if (context.timers.takeDue(Timer.ANNOUNCE, context.now)) {
            toAll();
        }
    }
}
