package org.dsp.bench.stream;

import java.nio.ByteBuffer;

/** The memory that bulk data comes from and goes to; most connections never need theirs. */
public final class Piece {
    private ByteBuffer memory = ByteBuffer.allocate(0);

    /** {@value Frame#PIECE} bytes outside the heap, the same at every call. */
    public ByteBuffer get() {
        if (memory.capacity() == 0) {
            memory = ByteBuffer.allocateDirect(Frame.PIECE);
        }
        return memory;
    }
}
