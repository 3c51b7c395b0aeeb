package org.dsp.proxy;

import static org.dsp.proxy.Lz4FrameFormat.BLOCK_64_KIB;
import static org.dsp.proxy.Lz4FrameFormat.BLOCK_SIZE_SHIFT;
import static org.dsp.proxy.Lz4FrameFormat.INDEPENDENT_BLOCKS;
import static org.dsp.proxy.Lz4FrameFormat.MAGIC;
import static org.dsp.proxy.Lz4FrameFormat.VERSION;
import static org.dsp.proxy.Lz4FrameFormat.headerChecksum;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;
import org.dsp.core.wire.ProxyHeader;

/**
 * Makes LZ4 frames as the original's library does: one block of at most 64 KB, no content size, no
 * checksums. The arrays are made at the first use and used ever after. Loop's thread only.
 *
 * <p>It is the library's compressor in plain Java, about half as fast as its native one: that one
 * would be unpacked into a temporary directory at each start, which hardened machines do not allow,
 * and be left there by a daemon that is killed.
 */
final class Lz4FrameEncoder {
    /** Header, length of the block, end mark. */
    static final int OVERHEAD = Lz4FrameFormat.SHORTEST_HEADER + 4 + 4;

    private static final int DESCRIPTOR_1 = VERSION | INDEPENDENT_BLOCKS;
    private static final int DESCRIPTOR_2 = BLOCK_64_KIB << BLOCK_SIZE_SHIFT;
    private static final int CHECKSUM = checksum();

    private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();
    private ByteBuf plain = Unpooled.EMPTY_BUFFER;
    private byte[] packed = {};
    private long fed;

    private static int checksum() {
        byte[] descriptor = {DESCRIPTOR_1, DESCRIPTOR_2};
        return headerChecksum(
                XXHashFactory.safeInstance().hash32().hash(descriptor, 0, descriptor.length, 0));
    }

    /** Where the bytes to be compressed are put, at most 65 536: empty at each call. */
    ByteBuf plain() {
        if (packed.length == 0) {
            byte[] bytes = new byte[ProxyHeader.MAX_PAYLOAD];
            plain = Unpooled.wrappedBuffer(bytes);
            packed = new byte[compressor.maxCompressedLength(bytes.length)];
        }
        return plain.clear();
    }

    /** Whether {@code length} bytes of what was put, from {@code offset}, shrink by a sixteenth. */
    boolean shrinks(int offset, int length) {
        return compress(offset, length) <= length - length / 16;
    }

    /** An LZ4 frame of what was put; empty if it would not be shorter than that. */
    ByteBuf frame(ByteBufAllocator allocator) {
        int length = plain.readableBytes();
        int block = compress(0, length);
        if (block + OVERHEAD >= length) {
            return Unpooled.EMPTY_BUFFER;
        }
        return allocator
                .directBuffer(block + OVERHEAD, block + OVERHEAD)
                .writeIntLE(MAGIC)
                .writeByte(DESCRIPTOR_1)
                .writeByte(DESCRIPTOR_2)
                .writeByte(CHECKSUM)
                .writeIntLE(block)
                .writeBytes(packed, 0, block)
                .writeIntLE(0);
    }

    /** Bytes that the compressor was given since the start. */
    long fed() {
        return fed;
    }

    private int compress(int offset, int length) {
        fed += length;
        return compressor.compress(plain.array(), offset, length, packed, 0, packed.length);
    }
}
