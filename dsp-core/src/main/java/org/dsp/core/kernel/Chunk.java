package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/**
 * A copy chunk that waits for a local process to give or take its bytes; pooled by {@link Copies}.
 */
final class Chunk {
    enum Stage {
        FREE,
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

    /** The frame that asked for it, or that a local requester would have sent. */
    final ProxyHeader header = new ProxyHeader();

    /** Bytes of {@link Outbox#COPY_BUDGET} held; 0 = none. */
    int reserved;

    int reservedNode;

    Chunk(int slot) {
        this.slot = slot;
    }
}
