package org.dsp.proxy;

import org.dsp.core.channel.PeerOutput;
import org.dsp.core.wire.ProxyHeader;

/**
 * The outgoing half of the link to one peer, as its connection drives it: {@code PeerChannel}.
 * Loop's thread only. Each attempt ends in {@link #connected} or {@link #connectFailed}; what is
 * connected ends in {@link #disconnected}.
 */
public interface Link {
    /** The attempt succeeded. */
    void connected(PeerOutput output, long now);

    /** The attempt failed. */
    void connectFailed(String why, long now);

    /** Control came back on {@code output}. */
    void control(PeerOutput output, ProxyHeader header, long now);

    /** {@code output} brought bytes that are no frame. */
    void malformed(PeerOutput output, String why, long now);

    /** {@code output} is closed. */
    void disconnected(PeerOutput output, String why, long now);
}
