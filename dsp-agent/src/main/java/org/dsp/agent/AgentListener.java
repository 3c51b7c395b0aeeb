package org.dsp.agent;

import org.dsp.core.agent.Session;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.config.RoutingView;

/** What a running agent tells its daemon. Called on the agent's threads; must not block. */
public interface AgentListener {
    /** What the data path shall see from now on. */
    void publish(RoutingView view);

    /** This configuration holds here from now on. */
    void configured(StoredConfig config);

    /** A session of this node is over: end its program. */
    void sessionEnded(Session session, String why);

    /** Another daemon holds this node's id: this one must stop. */
    void fenced(String why);

    /** The group cannot be joined: this daemon must stop. */
    void unjoinable(String why);

    /** An error after which the agent cannot go on. */
    void fatal(Throwable error);
}
