package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * One connection to or from a peer, as the core writes to it. Implemented by shells; node's thread
 * only.
 */
public interface PeerOutput {
    /** Whether more may be written without queueing beyond the shell's bound. */
    boolean writable();

    /**
     * Queues header and payload as one write. Takes the reference of {@code payload}; {@code
     * header} is the caller's again on return.
     */
    void write(ProxyHeader header, Payload payload);

    /** Hands what was written to the socket. */
    void flush();

    /**
     * Flushes what the socket takes at once and closes the connection; does nothing when it is
     * closed. {@code closed} follows, later, on the channel's side.
     */
    void close(String why);
}
