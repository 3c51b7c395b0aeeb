package org.dsp.core.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dsp.core.config.LoadBalancer;

/** One node's agent. */
public final class Agent {
    private final AgentSettings settings;
    private final AgentPort port;

    /** Starts in {@link AgentState#WAIT_CONFIG}, in no group. */
    public Agent(AgentSettings settings, AgentPort port, long now) {
        this.settings = settings;
        this.port = port;
    }

    /** The group has another view. */
    public void viewInstalled(GroupView view, long now) {}

    /** A member said something; this node's own multicasts come here too. */
    public void received(Member from, AgentMessage message, long now) {}

    /** Runs what is due. */
    public void tick(long now) {}

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. May be early. */
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }

    /** A sample of the load source, 0…100. */
    public void load(int percent, long now) {}

    /** How often a sample is wanted. */
    public Duration loadPeriod() {
        return LoadBalancer.DEFAULT_PERIOD;
    }

    /** {@code dlbcmd config}: answered by {@link AgentPort#configured}. */
    public void configure(ConfigText config, long requestId, long now) {
        configure(config, false, requestId, now);
    }

    /** The same; {@code dryRun} = only judge it. */
    public void configure(ConfigText config, boolean dryRun, long requestId, long now) {}

    /** The router of this node opened a session, which this node owns. */
    public void sessionOpened(Session session, long now) {}

    /** The router of this node closed a session; unknown ones are ignored. */
    public void sessionClosed(long sessionId, long now) {}

    /** The data channel to a peer came up, or was left (LEAVE). */
    public void link(int node, boolean up, long now) {}

    /** This node takes no new sessions, or does again. */
    public void drain(boolean on, long now) {}

    /** This node is taken out, or comes back. */
    public void maintenance(boolean on, long now) {}

    /** An orderly end. Nothing is done any more. */
    public void stop(long now) {}

    /** A picture of everything but the sessions. */
    public AgentStatus status(long now) {
        Announcement self = settings.self();
        return new AgentStatus(
                self.nodeId(),
                self.nodeName(),
                AgentState.WAIT_CONFIG,
                false,
                ConfigEpoch.NONE,
                Optional.empty(),
                List.of(),
                NodeSet.EMPTY,
                NodeSet.EMPTY,
                NodeSet.EMPTY,
                0,
                0,
                List.of(),
                List.of());
    }

    /** Calls for each session that this node knows, in no order. */
    public void forEachSession(Consumer<Session> action) {}

    AgentPort port() {
        return port;
    }
}
