package org.dsp.core.node;

import org.dsp.core.agent.Session;

/** What a node tells its shell. Called on the node's thread. */
public interface NodeEvents {
    /** Start a connection attempt to this peer now; answer on {@link Node#channel}. */
    void connect(int peer);

    /** Something is written and wants {@link Node#flush} at the end of this loop iteration. */
    void wantsFlush();

    /** The peer's link is up. */
    void peerUp(int peer);

    /** LEAVE of the peer. */
    void peerDown(int peer, String why);

    /** A session that this node serves is open: its program is bound. Once for each. */
    default void sessionOpened(Session session) {
        // Whoever has no group has nobody to tell.
    }

    /** A session that was told of is over. Once for each. */
    default void sessionClosed(long id, String why) {
        // As above.
    }

    /** For the log: what an operator should know of services. */
    default void note(String text) {
        // As above.
    }
}
