package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;

/** Undoes LZ4 for a {@link FrameReader}. Implemented by shells; the reader's thread only. */
@FunctionalInterface
public interface Decompressor {
    /**
     * Decodes the readable bytes of {@code frame}, which must be one whole LZ4 frame and nothing
     * more, into the writable bytes of {@code target}, which it must fill exactly; it never writes
     * more. Keeps neither buffer.
     *
     * @return whether it did; if not, what is in {@code target} means nothing
     */
    boolean decode(ByteBuf frame, ByteBuf target);
}
