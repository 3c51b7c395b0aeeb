package org.dsp.proxy;

import org.dsp.net.ConnectionBounds;

/** How much the connection to or from one peer may make the daemon hold. */
final class PeerBounds {
    private static final int READ_BUFFER = 4096;

    /** A hundred messages in one buffer. */
    private static final int WRITE_BATCH = 16 << 10;

    /** A full chunk of copy data: header and payload, and what Netty counts for two writes. */
    private static final int FULL_CHUNK = 120 + 65_536 + 2 * 96;

    /**
     * What a message finds in front of it is what the core can no longer overtake: at most 256 KiB
     * of copy data. Three quarters of that are here: the core stops above this mark.
     */
    private static final int HIGH_WATER = 2 * FULL_CHUNK;

    /** The core is asked for more when so much is left. */
    private static final int LOW_WATER = FULL_CHUNK;

    /**
     * The last quarter is in the socket: TCP takes the next segment, at most 64 KiB, when less than
     * so many bytes have not been sent. Bytes that are under way do not count: they are as many as
     * the path holds. More here, and less in Netty, was measured to cost a third more CPU time: the
     * data then goes out in smaller pieces.
     */
    static final int NOT_SENT = 1;

    /** Control that may wait for a peer that opened a connection and does not read. */
    private static final int CONTROL = 1 << 20;

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
        long window = CONTROL + (long) windowBytes;
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
                READ_BUFFER, 2048, CONTROL / 4, CONTROL, CONTROL, FIRST_FRAME_MS);
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
