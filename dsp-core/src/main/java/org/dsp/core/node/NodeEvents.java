package org.dsp.core.node;

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
}
