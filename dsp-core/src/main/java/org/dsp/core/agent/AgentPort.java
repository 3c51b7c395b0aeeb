package org.dsp.core.agent;

import org.dsp.core.config.RoutingView;

/**
 * What an agent does to the world. Called on the agent's thread, from within the agent's methods:
 * an implementation must neither block nor call the agent back before it has returned.
 */
public interface AgentPort {
    /** To all members of the group, this one too; in order for each sender. */
    void multicast(AgentMessage message);

    /** To one member; in order among these. A member that is gone loses it. */
    void send(Member to, AgentMessage message);

    /** What the data path shall see from now on. */
    void publish(RoutingView view);

    /** Keep this on disk, atomically: what to propose after a restart. */
    void store(StoredConfig config);

    /** The answer to {@link Agent#configure}, once. */
    void configured(long requestId, ConfigResult result);

    /**
     * A session of this node is over though the router has not said so: end its program. It is no
     * longer in the table.
     *
     * @param why in words
     */
    void sessionEnded(Session session, String why);

    /** This node must stop: somebody else holds its id. The agent does nothing any more. */
    void fenced(String why);

    /** For the log. */
    void note(AgentNote note);
}
