package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/** What a {@link LegacyChannel} does to its node. Node's thread, from within the event. */
public interface LegacySink {
    /**
     * A command of the peer, with the routing extension that it came without. Takes the reference
     * of {@code payload}; {@code header} is the channel's again on return.
     *
     * @return 0 or more, or the error
     */
    int deliver(ProxyHeader header, Payload payload, long now);

    /** Both connections stand. */
    void up(int peer);

    /** Each pending operation with the peer fails once. */
    void leave(int peer, String why, long now);

    /** The peer may be sent to. */
    void writable(int peer);

    /** Wants a connection attempt; see {@link ChannelSink#connect}. */
    void connect(int peer);
}
