package org.dsp.sim.cluster;

import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.Session;
import org.dsp.core.config.RoutingView;
import org.dsp.core.wire.ProxyHeader;

/** Who looks on while a run goes on. Called from within daemons' events: it must not touch them. */
public interface Watch {
    /** Nobody. */
    Watch NONE = new Watch() {};

    /** An agent sent a message of so many bytes, to all or to one. */
    default void sent(Daemon daemon, AgentMessage message, int bytes) {}

    /** An agent told its data path who is there. */
    default void published(Daemon daemon, RoutingView view) {}

    /** The channel to a peer came up, or was left. */
    default void linkChanged(Daemon daemon, int peer, boolean up, String why) {}

    /** A {@code dlbcmd config} was answered. */
    default void configured(Daemon daemon, long requestId, ConfigResult result) {}

    /** An agent ended a session that its node owned. */
    default void sessionEnded(Daemon daemon, Session session, String why) {}

    /** A frame of another daemon arrived; it is valid during the call. */
    default void arrived(Daemon daemon, ProxyHeader frame) {}

    /** A router opened a session that its node serves. */
    default void sessionOpened(Daemon daemon, Session session) {}

    /** A router ended a session that it had opened. */
    default void sessionClosed(Daemon daemon, long id, String why) {}

    /** A daemon's process is gone. */
    default void ended(Daemon daemon) {}
}
