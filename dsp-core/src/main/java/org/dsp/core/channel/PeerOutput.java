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
     * Closes the connection after a last word: what was written before is sent, as far as the peer
     * takes it. Does nothing when it is closed. That it is closed is told to the channel later.
     */
    void close(String why);

    /**
     * Gives the connection up: what was written and has not reached the peer must not reach it any
     * more, as far as that is in this machine's power. Does nothing when it is closed. That it is
     * closed is told to the channel later.
     */
    void abort(String why);

    /** Address and port at this end, for status; empty when it has none. */
    default String local() {
        return "";
    }

    /** Address and port at the peer's end, for status; empty when it has none. */
    default String foreign() {
        return "";
    }
}
