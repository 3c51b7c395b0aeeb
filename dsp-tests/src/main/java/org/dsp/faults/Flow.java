package org.dsp.faults;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Bytes of one stream that are on their way, in order, each piece with the time at which it
 * arrives; the end of the stream, too. Driven by a given time in ns; one thread.
 */
final class Flow {
    /** More than this is not taken at once: whoever sends has to wait. */
    static final long MOST = 32L << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private long bytes;
    private long last = Long.MIN_VALUE;
    private boolean ended;
    private long endAt;

    private record Piece(ByteBuffer bytes, long at) {}

    /** Puts a copy of bytes on their way. */
    void add(ByteBuffer from, long at) {
        ByteBuffer copy = ByteBuffer.allocate(from.remaining()).put(from).flip();
        bytes += copy.remaining();
        pieces.add(new Piece(copy, at));
        last = at;
    }

    /** The stream ends with what was added. */
    void end(long at) {
        ended = true;
        endAt = at;
    }

    /** When what was added latest arrives: the earliest time for what follows. */
    long last() {
        return last;
    }

    /** Whether more may be added. */
    boolean hasRoom() {
        return bytes < MOST && !ended;
    }

    /** Whether nothing is on its way. */
    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The first piece, if it has arrived; else an empty buffer. What is taken of it is gone. */
    ByteBuffer arrived(long now) {
        Piece first = pieces.peek();
        while (first != null && !first.bytes().hasRemaining()) {
            pieces.remove();
            bytes -= first.bytes().capacity();
            first = pieces.peek();
        }
        return first == null || first.at() > now ? NOTHING : first.bytes();
    }

    /** Whether the end of the stream has arrived, and all before it was taken. */
    boolean endArrived(long now) {
        return ended && pieces.isEmpty() && endAt <= now;
    }

    /** When the next piece, or the end, arrives; Long.MAX_VALUE = never. */
    long next() {
        Piece first = pieces.peek();
        if (first != null) {
            return first.at();
        }
        return ended ? endAt : Long.MAX_VALUE;
    }
}
