package org.dsp.core.agent;

import java.time.Duration;
import java.util.function.Consumer;
import org.dsp.core.agent.MembershipMessage.Leaving;
import org.dsp.core.agent.Timers.Timer;

/**
 * One node's agent: who is there, which configuration holds, how loaded the servers are, which
 * sessions live. Every method is called on one thread; {@code now} is in ns on a monotonic clock.
 * {@code dspd} and the simulator drive the same class.
 */
public final class Agent {
    /** Others that came are told everything together, not once for each of a crowd. */
    static final long CROWD = 20 * Context.MS;

    private final Parts parts;
    private final Context context;
    private final Inbox inbox;

    /** Starts in {@link AgentState#WAIT_CONFIG}, in no group. */
    public Agent(AgentSettings settings, AgentPort port, long now) {
        parts = new Parts(settings, port, now);
        context = parts.context;
        inbox = new Inbox(parts);
    }

    // ---- the group

    /** The group has another view. */
    public void viewInstalled(GroupView view, long now) {
        if (!at(now)) {
            return;
        }
        boolean joined = !view.self().equals(parts.peers.self().member);
        boolean others = parts.membership.install(view);
        parts.transfers.viewInstalled(view);
        boolean settled = parts.peers.self().settled;
        parts.duplicates.viewInstalled(view);
        if (context.ended) {
            return;
        }
        if (joined || others || view.merge()) {
            parts.bootstrap.waitFromNow();
            announce(joined || view.merge(), settled);
        }
        if (others) {
            // Some were heard before they were in the view.
            parts.peers.forEachOther(parts.configuration::heard);
        }
        if (joined) {
            parts.state.initialize();
        }
        parts.proposals.review();
    }

    /** A node that settled just now has said everything already. */
    private void announce(boolean atOnce, boolean wasSettled) {
        if (!atOnce) {
            parts.announcer.toAllSoon(CROWD);
        } else if (wasSettled || !parts.peers.self().settled) {
            parts.announcer.toAll();
        }
    }

    /** A member said something; this node's own multicasts come here too. */
    public void received(Member from, AgentMessage message, long now) {
        if (at(now)) {
            inbox.received(from, message);
        }
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long now) {
        if (!at(now)) {
            return;
        }
        parts.duplicates.tick();
        parts.announcer.tick();
        parts.membership.tick();
        parts.bootstrap.tick();
        if (context.timers.takeDue(Timer.PROPOSALS, now)) {
            parts.issued.tick();
            parts.proposals.tick();
        }
        if (context.timers.takeDue(Timer.REPAIR, now)) {
            repair();
        }
        parts.levels.tick();
        parts.routing.tick();
    }

    private void repair() {
        boolean missing = parts.membership.repair();
        boolean behind = parts.configuration.repair();
        boolean apart = parts.copies.repair();
        boolean disputed = parts.claims.repair();
        if (missing || behind || apart || disputed) {
            context.repairSoon();
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. May be early. */
    public long nextDeadline() {
        return context.timers.next();
    }

    private boolean at(long now) {
        context.now = now;
        return !context.ended;
    }

    // ---- this node

    /** A sample of the load source, 0…100. */
    public void load(int percent, long now) {
        if (at(now)) {
            parts.levels.sample(percent);
            context.changed();
        }
    }

    /** How often a sample is wanted. */
    public Duration loadPeriod() {
        return parts.levels.period();
    }

    /**
     * {@code dlbcmd config}: answered by {@link AgentPort#configured}.
     *
     * @param requestId not 0, each used once
     */
    public void configure(ConfigText config, long requestId, long now) {
        configure(config, false, requestId, now);
    }

    /** The same; {@code dryRun} = only judge it. */
    public void configure(ConfigText config, boolean dryRun, long requestId, long now) {
        if (at(now)) {
            parts.issued.configure(config, dryRun, requestId);
        }
    }

    /**
     * The router of this node opened a session, which this node owns.
     *
     * @throws IllegalArgumentException when it is another node's, or its id is in use
     */
    public void sessionOpened(Session session, long now) {
        if (at(now)) {
            parts.own.open(session);
        }
    }

    /** The router of this node closed a session; unknown ones are ignored. */
    public void sessionClosed(long sessionId, long now) {
        if (at(now)) {
            parts.own.close(sessionId);
        }
    }

    /** The data channel to a peer came up, or was left (LEAVE): its clients' sessions are over. */
    public void link(int node, boolean up, long now) {
        if (!at(now) || node == context.self.nodeId()) {
            return;
        }
        parts.peers.get(node).linkUp = up;
        if (!up) {
            parts.own.endOf(node, "the link to node " + node + " was left");
        }
    }

    /** This node takes no new sessions, or does again. */
    public void drain(boolean on, long now) {
        if (at(now)) {
            parts.state.drain(on);
        }
    }

    /** This node is taken out, or comes back. */
    public void maintenance(boolean on, long now) {
        if (at(now)) {
            parts.state.maintenance(on);
        }
    }

    /** An orderly end. Nothing is done any more. */
    public void stop(long now) {
        if (!at(now)) {
            return;
        }
        parts.issued.stop();
        context.multicast(new Leaving(context.self.incarnation()));
        context.ended = true;
        context.timers.stopAll();
    }

    /** A picture of everything but the sessions. */
    public AgentStatus status(long now) {
        context.now = now;
        return parts.report.status(parts.membership.viewId(), parts.membership.tools());
    }

    /** Calls for each session that this node knows, in no order. */
    public void forEachSession(Consumer<Session> action) {
        parts.peers.forEach(parts.peers.known(), peer -> peer.sessions.table.forEach(action));
    }
}
