package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * What a {@link PeerChannel} does to the rest of its node. Called on the node's thread, from within
 * the event.
 */
public interface ChannelSink {
    /** A command from the peer, in sequence, each once. Takes the reference of {@code payload}. */
    void deliver(PeerChannel channel, ProxyHeader header, Payload payload, long now);

    /** Both halves are joined: the peer is up. */
    void up(PeerChannel channel, long now);

    /**
     * LEAVE: nothing of the old link epoch may be delivered or answered any more; each pending
     * operation fails once.
     */
    void leave(PeerChannel channel, String why, long now);

    /**
     * The sending half may take more: it has just joined, or its window or its socket has room
     * again.
     */
    void writable(PeerChannel channel, long now);

    /** Wants an outgoing connection attempt to be started now. */
    void connect(PeerChannel channel);
}
