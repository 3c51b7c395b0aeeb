package org.dsp.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where in a stream of frames between daemons the next byte stands: header or payload, and how far.
 * A stream that is not made of such frames is {@link #lost}.
 */
final class FrameCursor {
    /** Bytes of a header. */
    static final int HEADER = 120;

    /** Most bytes of a payload. */
    static final int MAX_PAYLOAD = 65_536;

    private static final int LENGTH = 28;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private int payload;
    private int payloadTaken;
    private boolean lost;

    /** Whether the next byte belongs to a header. */
    boolean inHeader() {
        return payloadTaken == payload;
    }

    /** The present header, as far as it was taken: position bytes. */
    ByteBuffer header() {
        return header;
    }

    /** Bytes of the present payload that were taken. */
    int payloadTaken() {
        return payloadTaken;
    }

    /** Whether the bytes were no frames, once. */
    boolean lost() {
        return lost;
    }

    /**
     * Takes bytes into the header; true if it is complete now. The next call begins another one.
     */
    boolean takeHeader(ByteBuffer in) {
        if (!header.hasRemaining()) {
            header.clear();
        }
        int bytes = Math.min(in.remaining(), header.remaining());
        header.put(in.slice(in.position(), bytes));
        in.position(in.position() + bytes);
        if (header.hasRemaining()) {
            return false;
        }
        payload = header.getInt(LENGTH);
        payloadTaken = 0;
        if (payload < 0 || payload > MAX_PAYLOAD) {
            payload = 0;
            lost = true;
        }
        return true;
    }

    /** Takes bytes of the payload; returns how many. */
    int takePayload(ByteBuffer in) {
        int bytes = Math.min(in.remaining(), payload - payloadTaken);
        in.position(in.position() + bytes);
        payloadTaken += bytes;
        return bytes;
    }
}
