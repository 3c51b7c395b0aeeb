package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/**
 * A copy chunk that waits for a local process to give or take its bytes; pooled by {@link Chunks}.
 * While it is not free, its process waits in the request that the chunk was made for.
 */
final class Chunk {
    enum Stage {
        FREE,
        /** Its source is asked when the data that waits for the peer has become less. */
        WAITING,
        /** The source process was asked for the bytes. */
        READING,
        /** The destination process was given the bytes. */
        WRITING
    }

    final int slot;
    int tag;
    Stage stage = Stage.FREE;

    /** The local process that must answer. */
    LocalProcess process;

    /** Where the bytes go when they are here; null = to a local process. */
    PeerQueue target;

    /** The frame that asked for it, or that a local requester would have sent. */
    final ProxyHeader header = new ProxyHeader();

    /** Among those that wait for the same peer: whose turn it is, a lower number is sooner. */
    int turn;

    /** Neighbours among those that wait for the same peer. */
    Chunk previous;

    Chunk next;

    Chunk(int slot) {
        this.slot = slot;
    }
}
