package org.dsp.bench.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frames between load client and echo server: as long as the proxy's own header, so that both
 * sides of the comparison carry the same bytes between the nodes. Little-endian; an operation, a
 * number of bytes, the rest is filling.
 */
public final class Frame {
    /** Length of a frame. */
    public static final int BYTES = 120;

    /** Send the frame back. */
    public static final int ECHO = 0;

    /** {@link #length} bytes follow; send the frame back when they are in memory. */
    public static final int PUT = 1;

    /** Send the frame back, and {@link #length} bytes after it. */
    public static final int GET = 2;

    /** Only one byte comes back: the frame has been taken. */
    public static final int ONE_WAY = 3;

    /** Bulk data moves in pieces of this, as a {@code vcopy} does: 1 MiB. */
    public static final int PIECE = 1 << 20;

    private static final int OPERATION = 0;
    private static final int LENGTH = 4;

    private Frame() {}

    /** An empty frame, outside the heap: sockets read and write it without a copy. */
    public static ByteBuffer allocate() {
        return ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills a frame in and makes it ready to be written. */
    public static void set(ByteBuffer frame, int operation, int length) {
        frame.clear();
        frame.putInt(OPERATION, operation);
        frame.putInt(LENGTH, length);
    }

    /** What is asked. */
    public static int operation(ByteBuffer frame) {
        return frame.getInt(OPERATION);
    }

    /** How many bytes belong to it, 0 or more. */
    public static int length(ByteBuffer frame) {
        return frame.getInt(LENGTH);
    }
}
