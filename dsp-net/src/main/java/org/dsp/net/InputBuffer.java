package org.dsp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * What arrived on one connection and is not used yet.
 *
 * <p>Netty asks it for the buffer of each read and is given the one that holds the rest of the last
 * read, so that a frame that comes in pieces is put together by the kernel and not by a copy. Only
 * when that buffer is full does the rest move to a new one, large enough for the frame. Payloads
 * are slices of the buffer; it is given back with the last of them. An idle connection holds none.
 *
 * <p>Loop's thread only.
 */
final class InputBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    /**
     * Four of the largest frames between daemons (120 + 65 536 bytes), to the byte: a stream of
     * copy data fills it without a frame that is cut at its end and has to be moved.
     */
    static final int LARGEST = 4 * (120 + 65_536);

    /** Reads of one connection before the next one's turn. */
    private static final int READS_PER_TURN = 4;

    /**
     * Turns that need little before the next buffer is smaller: between two batches of copy data
     * comes a turn or two of acknowledgements.
     */
    private static final int SMALL_TURNS = 8;

    /** Less room than this part of a buffer is not worth a system call. */
    private static final int WORTH_READING = 8;

    private final int smallest;
    private int nextSize;
    private int needed;
    private int smallTurns;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    /**
     * @param smallest size in bytes of the buffer of a connection that says little
     */
    InputBuffer(int smallest) {
        super(READS_PER_TURN);
        this.smallest = smallest;
        this.nextSize = smallest;
    }

    /** The bytes that arrived and were not consumed. */
    ByteBuf bytes() {
        return buffer;
    }

    /** Says how long the frame underway is, so that there will be room for the whole of it. */
    void needs(int frameBytes) {
        needed = frameBytes;
    }

    /** Takes what Netty read. */
    @SuppressWarnings("ReferenceEquality") // The very same buffer; equal bytes mean nothing.
    void arrived(ByteBuf read) {
        if (read == buffer) {
            read.release();
            return;
        }
        // Not from our handle: tests, or a handler in front of this one.
        if (buffer.writableBytes() < read.readableBytes()) {
            moveTo(read.alloc(), buffer.readableBytes() + read.readableBytes());
        }
        buffer.writeBytes(read);
        read.release();
    }

    /** The end of a turn of reads: keeps nothing when nothing is left. */
    void pause() {
        if (!buffer.isReadable()) {
            release();
        }
    }

    /** Drops what is there. */
    void release() {
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
    }

    private ByteBuf room(ByteBufAllocator allocator) {
        int rest = buffer.readableBytes();
        if (rest == 0 && buffer.refCnt() == 1 && buffer.capacity() >= nextSize) {
            buffer.clear();
        } else if (buffer.writableBytes() < Math.max(nextSize / WORTH_READING, needed - rest)) {
            moveTo(allocator, Math.max(nextSize, needed));
        }
        return buffer;
    }

    private void moveTo(ByteBufAllocator allocator, int size) {
        ByteBuf larger = allocator.directBuffer(Math.max(size, buffer.readableBytes() + 1));
        larger.writeBytes(buffer);
        buffer.release();
        buffer = larger;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's only hook for choosing the buffer of a read.
    public Handle newHandle() {
        return new ReadHandle();
    }

    private final class ReadHandle extends MaxMessageHandle {
        @Override
        public int guess() {
            return nextSize;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return room(allocator).retain();
        }

        @Override
        public void lastBytesRead(int bytes) {
            super.lastBytesRead(bytes);
            if (bytes == attemptedBytesRead() && bytes >= nextSize / 2) {
                nextSize = Math.min(LARGEST, nextSize * 4);
            }
        }

        @Override
        public void readComplete() {
            if (totalBytesRead() >= nextSize / 4) {
                smallTurns = 0;
            } else if (++smallTurns == SMALL_TURNS) {
                smallTurns = 0;
                nextSize = Math.max(smallest, nextSize / 4);
            }
        }
    }
}
