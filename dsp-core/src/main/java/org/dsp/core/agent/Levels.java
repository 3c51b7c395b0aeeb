package org.dsp.core.agent;

import java.time.Duration;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.StatusMessage.LoadLevel;
import org.dsp.core.agent.Timers.Timer;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.PeerService.Rank;

/**
 * Loads: this node's, reported when it changes and every {@code hello_time}; the others', each with
 * its age. One that is too old is unknown, and unknown is never idle.
 */
final class Levels {
    /** Percent by which a load must differ to be told before it is time. */
    private static final int NOTABLE = 5;

    /** Between two reports because of changes. */
    private static final long SHORTEST_GAP = 200 * Context.MS;

    private static final Load NOT_WATCHED = new Load(Level.NOT_MONITORED, -1, -1);

    private final Context context;
    private final Peers peers;
    private final OwnSessions own;
    private final LevelMeter meter = new LevelMeter();
    private Duration period = LoadBalancer.DEFAULT_PERIOD;
    private long helloTime = LoadBalancer.DEFAULT_HELLO_TIME.toNanos();
    private long sampledAt;
    private long reportedAt;
    private Load reported = Load.UNKNOWN;

    Levels(Context context, Peers peers, OwnSessions own) {
        this.context = context;
        this.peers = peers;
        this.own = own;
        this.reportedAt = context.now - SHORTEST_GAP;
    }

    void configure(LoadBalancer lb) {
        period = lb.period();
        helloTime = lb.helloTime().toNanos();
        meter.marks(lb.lowWater(), lb.highWater());
        context.timers.by(Timer.STALE, context.now + staleNanos() / 8);
        consider();
    }

    Duration period() {
        return period;
    }

    private long staleNanos() {
        return period.toNanos() / 2 * 5;
    }

    // ---- this node's

    void sample(int percent) {
        meter.sample(percent);
        sampledAt = context.now;
        consider();
    }

    /** Free and unloaded differ by sessions. */
    void sessionsChanged() {
        if (own.size() <= 1) {
            consider();
        }
    }

    /** Reports soon what is notably different from what was said last. */
    private void consider() {
        Load load = own();
        boolean notable =
                load.level() != reported.level()
                        || Math.abs(load.percent() - reported.percent()) >= NOTABLE;
        if (notable) {
            reportSoon(0);
        }
    }

    /** Only servers that are in service are watched. */
    private boolean isWatched(Peer peer) {
        return peers.listed().contains(peer.id) && peer.state.inService();
    }

    /** This node's load now. */
    Load own() {
        if (!isWatched(peers.self())) {
            return NOT_WATCHED;
        }
        if (meter.percent() < 0) {
            return Load.UNKNOWN;
        }
        long age = context.now - sampledAt;
        return age > staleNanos()
                ? new Load(Level.UNKNOWN, -1, age / Context.MS)
                : new Load(meter.level(own.size()), meter.percent(), age / Context.MS);
    }

    /** Reports after {@code delay} ns, with what else asks for it until then. */
    void reportSoon(long delay) {
        if (peers.self().state.inService()) {
            long at = Math.max(context.now + delay, reportedAt + SHORTEST_GAP);
            context.timers.by(Timer.LEVEL, at);
        }
    }

    /** LOADLVL, now. */
    void report(long requestId) {
        reported = own();
        reportedAt = context.now;
        context.timers.set(Timer.LEVEL, context.now + helloTime);
        context.multicast(message(Result.OK, requestId));
    }

    LoadLevel message(Result result, long requestId) {
        return new LoadLevel(
                result,
                requestId,
                peers.init(),
                peers.self().epoch,
                peers.self().state,
                own(),
                context.self.incarnation(),
                own.version(),
                own.digest(),
                own.size());
    }

    // ---- the others'

    void heard(Peer peer, Load load) {
        Rank before = rank(peer);
        int percentBefore = peer.load.percent();
        peer.load = load;
        peer.loadAt = context.now;
        peer.loadHeard = true;
        if (rank(peer) != before || Math.abs(load.percent() - percentBefore) >= NOTABLE) {
            context.changed();
        }
    }

    /** The load of a node, this one too, as it counts now. */
    Load of(Peer peer) {
        if (peer == peers.self()) {
            return own();
        }
        boolean absentServer = !peer.present() && peers.listed().contains(peer.id);
        if (!absentServer && !isWatched(peer)) {
            return NOT_WATCHED;
        }
        long age = peer.loadAgeMs(context.now);
        if (age < 0 || !peer.present()) {
            return Load.UNKNOWN;
        }
        return isStale(age)
                ? new Load(Level.UNKNOWN, -1, age)
                : new Load(peer.load.level(), peer.load.percent(), age);
    }

    private boolean isStale(long ageMs) {
        return ageMs > staleNanos() / Context.MS;
    }

    /** How the data path ranks it. */
    Rank rank(Peer peer) {
        long age = peer.loadAgeMs(context.now);
        if (age < 0 || isStale(age)) {
            return Rank.UNKNOWN;
        }
        return switch (peer.load.level()) {
            case FREE -> Rank.FREE;
            case UNLOADED -> Rank.UNLOADED;
            case LOADED -> Rank.LOADED;
            case SATURATED -> Rank.SATURATED;
            case UNKNOWN -> Rank.UNKNOWN;
            case NOT_MONITORED -> Rank.NOT_MONITORED;
        };
    }

    // ---- time

    void tick() {
        if (context.timers.takeDue(Timer.LEVEL, context.now) && peers.self().state.inService()) {
            report(0);
        }
        if (context.timers.takeDue(Timer.STALE, context.now)) {
            // What became too old meanwhile shows in what is published.
            context.changed();
            context.timers.set(Timer.STALE, context.now + staleNanos() / 8);
        }
    }
}
