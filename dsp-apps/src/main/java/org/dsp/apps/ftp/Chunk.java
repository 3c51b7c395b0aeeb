package org.dsp.apps.ftp;

import java.nio.ByteBuffer;

/**
 * Registered memory.
 *
 * @param address where clients' copies find it
 * @param memory the bytes; position and limit mean nothing
 */
record Chunk(int address, ByteBuffer memory) {
    /** The first {@code length} bytes, to be read or filled. */
    ByteBuffer first(int length) {
        return memory.duplicate().clear().limit(length);
    }
}
