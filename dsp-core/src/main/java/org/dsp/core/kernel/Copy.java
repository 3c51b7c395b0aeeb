package org.dsp.core.kernel;

/** The state of a process's vcopy; one at a time, so it is a part of the process. */
final class Copy {
    /** Bytes per chunk: MAXCOPYBUF. */
    static final int CHUNK = 65_536;

    /** Chunks per call. */
    static final int MAX_CHUNKS = 16;

    /** Bytes per call: MAXCOPYLEN. */
    static final int MAX_LENGTH = MAX_CHUNKS * CHUNK;

    Party source;
    Party destination;

    /** The requests in which the parties wait; the requester's own is its vcopy. */
    int sourceRequest;

    int destinationRequest;
    int sourceAddress;
    int destinationAddress;
    int length;

    /** The session in which the parties wait, 0 = none. */
    long session;

    /** Where the next chunk begins. */
    int next;

    /** Chunks under way, a bit each. */
    private int outstanding;

    /**
     * When the call itself times out; the process's deadline may be sooner, when no chunk moves.
     */
    long callDeadline;

    void begin(int bytes) {
        length = bytes;
        next = 0;
        outstanding = 0;
    }

    /** Bytes of the chunk that begins at {@code offset}. */
    int bytesAt(int offset) {
        return Math.min(CHUNK, length - offset);
    }

    int chunksOutstanding() {
        return Integer.bitCount(outstanding);
    }

    /** The next chunk is under way; returns where it begins. */
    int advance() {
        int offset = next;
        outstanding |= bit(offset);
        next += bytesAt(offset);
        return offset;
    }

    /** Whether a chunk begins at {@code offset} (any number) and is under way. */
    boolean isOutstanding(int offset) {
        return offset >= 0
                && offset < length
                && offset % CHUNK == 0
                && (outstanding & bit(offset)) != 0;
    }

    void arrived(int offset) {
        outstanding &= ~bit(offset);
    }

    boolean complete() {
        return next == length && outstanding == 0;
    }

    private static int bit(int offset) {
        return 1 << (offset / CHUNK);
    }
}
