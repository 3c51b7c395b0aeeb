package org.dsp.core.agent;

import java.time.Duration;
import java.util.function.Consumer;
import org.dsp.core.agent.AgentMessage.AckConfig;
import org.dsp.core.agent.AgentMessage.Announce;
import org.dsp.core.agent.AgentMessage.Close;
import org.dsp.core.agent.AgentMessage.Config;
import org.dsp.core.agent.AgentMessage.ConfigAnswer;
import org.dsp.core.agent.AgentMessage.ConfigProposal;
import org.dsp.core.agent.AgentMessage.GetCluster;
import org.dsp.core.agent.AgentMessage.GetLoadLevel;
import org.dsp.core.agent.AgentMessage.Initialized;
import org.dsp.core.agent.AgentMessage.Leaving;
import org.dsp.core.agent.AgentMessage.LoadLevel;
import org.dsp.core.agent.AgentMessage.Probe;
import org.dsp.core.agent.AgentMessage.ProbeAck;
import org.dsp.core.agent.AgentMessage.Result;
import org.dsp.core.agent.AgentMessage.SessionClose;
import org.dsp.core.agent.AgentMessage.SessionOpen;
import org.dsp.core.agent.AgentMessage.Snapshot;
import org.dsp.core.agent.AgentMessage.SnapshotNext;
import org.dsp.core.agent.AgentMessage.SnapshotRequest;
import org.dsp.core.agent.AgentMessage.UpdateLevel;
import org.dsp.core.agent.Timers.Timer;

/**
 * One node's agent: who is there, which configuration holds, how loaded the servers are, which
 * sessions live. Every method is called on one thread; {@code now} is in ns on a monotonic clock.
 * {@code dspd} and the simulator drive the same class.
 */
public final class Agent {
    /** Others that came are told everything together, not once for each of a crowd. */
    private static final long CROWD = 20 * Context.MS;

    private final Context context;
    private final Peers peers;
    private final Claims claims;
    private final OwnSessions own;
    private final Copies copies;
    private final Transfers transfers;
    private final Levels levels;
    private final Announcer announcer;
    private final OwnState state;
    private final Configuration configuration;
    private final Bootstrap bootstrap;
    private final Issued issued;
    private final Proposals proposals;
    private final Membership membership;
    private final DuplicateIds duplicates;
    private final StatusReport report;
    private final Responder responder;
    private final AgentRouting routing;

    /** Starts in {@link AgentState#WAIT_CONFIG}, in no group. */
    public Agent(AgentSettings settings, AgentPort port, long now) {
        context = new Context(settings, port, now);
        peers = new Peers(settings.self().nodeId());
        claims = new Claims(context, peers);
        own = new OwnSessions(context, claims);
        claims.endWith(own::end);
        peers.self().sessions.table = own.table();
        copies = new Copies(context, peers, claims);
        transfers = new Transfers(context, own);
        levels = new Levels(context, peers, own);
        announcer = new Announcer(context, peers, own, levels);
        state = new OwnState(context, peers, announcer, levels);
        configuration = new Configuration(context, peers, state, levels);
        bootstrap = new Bootstrap(context, peers, configuration);
        issued = new Issued(context, peers);
        proposals = new Proposals(context, peers, configuration, issued);
        membership = new Membership(context, peers, copies, own);
        duplicates = new DuplicateIds(context, peers, announcer);
        report = new StatusReport(context, peers, own, levels, configuration);
        responder = new Responder(context, peers, configuration, levels, report);
        routing = new AgentRouting(context, peers, levels, configuration);
    }

    // ---- the group

    /** The group has another view. */
    public void viewInstalled(GroupView view, long now) {
        if (!at(now)) {
            return;
        }
        boolean joined = !view.self().equals(peers.self().member);
        boolean others = membership.install(view);
        transfers.viewInstalled(view);
        boolean settled = peers.self().settled;
        duplicates.viewInstalled(view);
        if (context.ended) {
            return;
        }
        if (joined || others) {
            bootstrap.waitFromNow();
            announce(joined || view.merge(), settled);
        }
        if (joined) {
            state.initialize();
        }
        proposals.review();
    }

    /** A node that settled just now has said everything already. */
    private void announce(boolean atOnce, boolean wasSettled) {
        if (!atOnce) {
            announcer.toAllSoon(CROWD);
        } else if (wasSettled || !peers.self().settled) {
            announcer.toAll();
        }
    }

    /** A member said something; this node's own multicasts come here too. */
    public void received(Member from, AgentMessage message, long now) {
        if (!at(now)) {
            return;
        }
        Peer peer = peers.of(from);
        if (peer == peers.self()) {
            fromItself(from, message);
        } else if (peer != null) {
            fromPeer(peer, message);
        } else {
            fromOther(from, message);
        }
    }

    private void fromItself(Member self, AgentMessage message) {
        if (message instanceof Initialized initialized) {
            if (initialized.epoch().equals(configuration.epoch())) {
                state.heardItself();
                proposals.review();
            }
        } else {
            asked(self, message);
        }
    }

    private void fromPeer(Peer peer, AgentMessage message) {
        switch (message.kind()) {
            case SESSION_OPEN -> copies.opened(peer, (SessionOpen) message);
            case SESSION_CLOSE -> copies.closed(peer, (SessionClose) message);
            case LOADLVL -> loadLevel(peer, (LoadLevel) message);
            case ANNOUNCE -> announced(peer.member, (Announce) message);
            case ANNOUNCE_REQUEST -> announcer.to(peer.member);
            case LEAVING -> membership.leaving(peer, ((Leaving) message).life());
            case CONFIG -> {
                configuration.received(peer.member, (Config) message);
                proposals.review();
            }
            case ACK_CONFIG -> {
                AckConfig ack = (AckConfig) message;
                standing(peer, ack.epoch(), ack.state());
                proposals.acknowledged(peer.id, ack.epoch());
                proposals.review();
            }
            case INITIALIZED -> {
                standing(peer, ((Initialized) message).epoch(), AgentState.INITIALIZED);
                levels.reportSoon(CROWD);
            }
            case CONFIG_RESULT -> {
                ConfigAnswer answer = (ConfigAnswer) message;
                issued.answered(answer.requestId(), answer.result());
            }
            case SNAPSHOT_REQUEST -> transfers.requested(peer.member, (SnapshotRequest) message);
            case SNAPSHOT -> copies.chunk(peer, (Snapshot) message);
            case SNAPSHOT_NEXT -> transfers.next(peer.member, (SnapshotNext) message);
            case PROBE_ACK -> duplicates.answered(peer.member, (ProbeAck) message);
            case CLOSE -> close(peer, (Close) message);
            default -> asked(peer.member, message);
        }
    }

    /** Tools, members that another one speaks for, members that are not in the view yet. */
    private void fromOther(Member from, AgentMessage message) {
        switch (message.kind()) {
            case ANNOUNCE -> announced(from, (Announce) message);
            case PROBE -> duplicates.probed(from, (Probe) message);
            case PROBE_ACK -> duplicates.answered(from, (ProbeAck) message);
            case ANNOUNCE_REQUEST -> announcer.to(from);
            default -> {
                if (from.isAgent()) {
                    membership.spokeEarly(from);
                } else {
                    asked(from, message);
                }
            }
        }
    }

    /** What tools ask, and agents for theirs. */
    private void asked(Member from, AgentMessage message) {
        switch (message.kind()) {
            case GET_CLUSTER -> responder.getCluster(((GetCluster) message).requestId());
            case GET_LOADLVL -> responder.getLoadLevel(((GetLoadLevel) message).requestId());
            case UPDTLVL -> responder.updateLevel(((UpdateLevel) message).requestId());
            case CONFIG_PROPOSAL -> proposals.proposed(from, (ConfigProposal) message);
            default -> {
                // PUT_CLUSTER and PUT_LOADLVL are for tools; what else comes here is this node's
                // own.
            }
        }
    }

    private void announced(Member from, Announce announce) {
        if (from.nodeId() == context.self.nodeId()) {
            duplicates.announced(from, announce);
            return;
        }
        membership.announced(from, announce).ifPresent(configuration::heard);
        proposals.review();
    }

    private void loadLevel(Peer peer, LoadLevel report) {
        if (report.result() == Result.INVALID) {
            return;
        }
        levels.heard(peer, report.load());
        if (!report.epoch().equals(peer.epoch) || report.state() != peer.state) {
            standing(peer, report.epoch(), report.state());
        }
        copies.stated(peer, report.life(), report.version(), report.digest());
    }

    /** What a peer has and is at. */
    private void standing(Peer peer, ConfigEpoch epoch, AgentState stands) {
        peer.epoch = epoch;
        peer.stored = epoch;
        peer.state = stands;
        peers.update(peer);
        configuration.heard(peer);
        context.changed();
    }

    private void close(Peer peer, Close close) {
        Session session = own.table().get(close.sessionId());
        if (session != null && session.clientNode() == peer.id) {
            own.end(
                    session,
                    "its client's node gave the client to session "
                            + Long.toUnsignedString(close.winner()));
            levels.sessionsChanged();
        }
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long now) {
        if (!at(now)) {
            return;
        }
        duplicates.tick();
        announcer.tick();
        membership.tick();
        bootstrap.tick();
        if (context.timers.takeDue(Timer.PROPOSALS, now)) {
            issued.tick();
            proposals.tick();
        }
        if (context.timers.takeDue(Timer.REPAIR, now)) {
            repair();
        }
        levels.tick();
        routing.tick();
    }

    private void repair() {
        boolean missing = membership.repair();
        boolean behind = configuration.repair();
        boolean apart = copies.repair();
        boolean disputed = claims.repair();
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
            levels.sample(percent);
            context.changed();
        }
    }

    /** How often a sample is wanted. */
    public Duration loadPeriod() {
        return levels.period();
    }

    /** {@code dlbcmd config}: answered by {@link AgentPort#configured}. */
    public void configure(ConfigText config, long requestId, long now) {
        configure(config, false, requestId, now);
    }

    /** The same; {@code dryRun} = only judge it. */
    public void configure(ConfigText config, boolean dryRun, long requestId, long now) {
        if (at(now)) {
            issued.configure(config, dryRun, requestId);
        }
    }

    /**
     * The router of this node opened a session, which this node owns.
     *
     * @throws IllegalArgumentException when it is another node's, or its id is in use
     */
    public void sessionOpened(Session session, long now) {
        if (at(now)) {
            own.open(session);
            levels.sessionsChanged();
        }
    }

    /** The router of this node closed a session; unknown ones are ignored. */
    public void sessionClosed(long sessionId, long now) {
        if (at(now) && own.close(sessionId)) {
            levels.sessionsChanged();
        }
    }

    /** The data channel to a peer came up, or was left (LEAVE): its clients' sessions are over. */
    public void link(int node, boolean up, long now) {
        if (!at(now) || node == context.self.nodeId()) {
            return;
        }
        peers.get(node).linkUp = up;
        if (!up) {
            own.endOf(node, "the link to node " + node + " was left");
            levels.sessionsChanged();
        }
    }

    /** This node takes no new sessions, or does again. */
    public void drain(boolean on, long now) {
        if (at(now)) {
            state.drain(on);
        }
    }

    /** This node is taken out, or comes back. */
    public void maintenance(boolean on, long now) {
        if (at(now)) {
            state.maintenance(on);
        }
    }

    /** An orderly end. Nothing is done any more. */
    public void stop(long now) {
        if (!at(now)) {
            return;
        }
        issued.stop();
        if (peers.self().present()) {
            context.port.multicast(new Leaving(context.self.incarnation()));
        }
        context.ended = true;
        context.timers.stopAll();
    }

    /** A picture of everything but the sessions. */
    public AgentStatus status(long now) {
        context.now = now;
        return report.status(membership.viewId(), membership.tools());
    }

    /** Calls for each session that this node knows, in no order. */
    public void forEachSession(Consumer<Session> action) {
        peers.forEach(peers.known(), peer -> peer.sessions.table.forEach(action));
    }
}
