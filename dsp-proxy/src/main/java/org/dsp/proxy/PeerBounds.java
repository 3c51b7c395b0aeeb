package org.dsp.proxy;

import org.dsp.net.ConnectionBounds;

/** How much the connection to or from one peer may make the daemon hold. */
final class PeerBounds {
    private static final int READ_BUFFER = 4096;

    /** A hundred messages in one buffer. */
    private static final int WRITE_BATCH = 16 << 10;

    /** While so much waits, the socket is fed without the core being asked for more. */
    private static final int LOW_WATER = 256 << 10;

    /**
     * More than the link can carry in the time that the core takes to be asked again: 10 Gbit/s for
     * most of a millisecond. What waits here can no longer be taken back or overtaken.
     */
    private static final int HIGH_WATER = 1 << 20;

    /** A JOIN is due at once; what does not say it is no proxy. */
    private static final int FIRST_FRAME_MS = 10_000;

    /** A legacy peer may be silent for 30 s at a time, and says nothing back at all. */
    private static final int LEGACY_FIRST_FRAME_MS = Integer.MAX_VALUE;

    private PeerBounds() {}

    /**
     * Bounds of a connection that we opened. The core stops at the high-water mark, also with what
     * it sends again; never can it have written more than a window.
     *
     * @param windowBytes most bytes sent and not acknowledged
     */
    static ConnectionBounds outgoing(int windowBytes) {
        long window = (long) HIGH_WATER * 2 + windowBytes;
        return new ConnectionBounds(
                READ_BUFFER,
                WRITE_BATCH,
                LOW_WATER,
                HIGH_WATER,
                (int) Math.min(Integer.MAX_VALUE, window),
                FIRST_FRAME_MS);
    }

    /**
     * Bounds of a connection that a peer opened. Only control is written to it, 120 bytes now and
     * then: one that lets a megabyte of it wait never reads.
     */
    static ConnectionBounds incoming() {
        return new ConnectionBounds(
                READ_BUFFER, 2048, LOW_WATER, HIGH_WATER, HIGH_WATER, FIRST_FRAME_MS);
    }

    /** The same for a legacy peer. */
    static ConnectionBounds legacy(ConnectionBounds bounds) {
        return new ConnectionBounds(
                bounds.readBuffer(),
                bounds.writeBatch(),
                bounds.lowWater(),
                bounds.highWater(),
                bounds.closeAbove(),
                LEGACY_FIRST_FRAME_MS);
    }
}
