package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * What a {@link PeerChannel} does to the rest of its node. Called on the node's thread, from within
 * the event.
 */
public interface ChannelSink {
    /**
     * A command from the peer, in sequence, each once; it may come before {@link #up}. Takes the
     * reference of {@code payload}; {@code header} is the channel's again on return.
     */
    void deliver(PeerChannel channel, ProxyHeader header, Payload payload, long now);

    /** Both halves are joined: the peer is up, for the first time or after a break. */
    void up(PeerChannel channel, long now);

    /**
     * LEAVE: nothing of the old link epoch may be delivered or answered any more; each pending
     * operation fails once. Not called for a link epoch in which nothing was delivered and that was
     * never up, except when operations have waited for it long enough: grace, goodbye, close.
     */
    void leave(PeerChannel channel, String why, long now);

    /**
     * The peer twice took this command for no frame: something else stands for its sequence. Who
     * waits for it on this node waits no longer; the peer's process, if one does, is told in its
     * place. {@code command} is as it was sent, and the channel's again on return.
     */
    void poisoned(PeerChannel channel, ProxyHeader command, long now);

    /**
     * The sending half may take more: it has just joined, or its window or its socket has room
     * again.
     */
    void writable(PeerChannel channel, long now);

    /**
     * Wants an outgoing connection attempt to be started now; it ends with one call of {@link
     * PeerChannel#connected} or {@link PeerChannel#connectFailed}. There is never a second attempt
     * at the same time.
     */
    void connect(PeerChannel channel);
}
