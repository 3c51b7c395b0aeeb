package org.dsp.proxy;

import static org.dsp.proxy.Lz4FrameFormat.BLOCK_CHECKSUM;
import static org.dsp.proxy.Lz4FrameFormat.CONTENT_CHECKSUM;
import static org.dsp.proxy.Lz4FrameFormat.CONTENT_SIZE;
import static org.dsp.proxy.Lz4FrameFormat.MAGIC;
import static org.dsp.proxy.Lz4FrameFormat.NEVER_SET;
import static org.dsp.proxy.Lz4FrameFormat.SHORTEST_HEADER;
import static org.dsp.proxy.Lz4FrameFormat.STORED;
import static org.dsp.proxy.Lz4FrameFormat.VERSION;
import static org.dsp.proxy.Lz4FrameFormat.VERSION_BITS;
import static org.dsp.proxy.Lz4FrameFormat.headerChecksum;
import static org.dsp.proxy.Lz4FrameFormat.largestBlock;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.dsp.core.wire.Decompressor;
import org.dsp.core.wire.ProxyHeader;

/**
 * Reads LZ4 frames of at most 64 KiB of content, of any conforming writer: several blocks, stored
 * ones, content size, checksums. Not read: frames that want a dictionary, and blocks that refer to
 * the block before (a writer has those only for content larger than its block, and no payload is
 * larger than the smallest block). The arrays are made at the first use and used ever after. Loop's
 * thread only.
 */
final class Lz4FrameDecoder implements Decompressor {
    private final LZ4SafeDecompressor blocks = LZ4Factory.safeInstance().safeDecompressor();
    private final XXHash32 hash = XXHashFactory.safeInstance().hash32();

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private byte[] content = {};

    /** Content decoded so far. */
    private int length;

    @Override
    public boolean decode(ByteBuf frame, ByteBuf target) {
        if (content.length == 0) {
            in = Unpooled.wrappedBuffer(new byte[ProxyHeader.MAX_PAYLOAD]);
            content = new byte[ProxyHeader.MAX_PAYLOAD];
        }
        if (frame.readableBytes() > in.capacity() || target.writableBytes() > content.length) {
            return false;
        }
        in.clear().writeBytes(frame);
        length = 0;
        if (!decode(target.writableBytes())) {
            return false;
        }
        target.writeBytes(content, 0, length);
        return true;
    }

    private boolean decode(int wanted) {
        if (in.readableBytes() < SHORTEST_HEADER || in.readIntLE() != MAGIC) {
            return false;
        }
        int flags = in.getByte(4);
        int largest = largestBlock(in.getByte(5));
        return largest > 0
                && (flags & VERSION_BITS) == VERSION
                && (flags & NEVER_SET) == 0
                && header((flags & CONTENT_SIZE) != 0, wanted)
                && blocks(largest, (flags & BLOCK_CHECKSUM) != 0, wanted)
                && ((flags & CONTENT_CHECKSUM) == 0 || checksum(content, 0, length))
                && length == wanted
                && !in.isReadable();
    }

    /** The descriptor, from its first byte on: its content size and its checksum are right. */
    private boolean header(boolean sized, int wanted) {
        int start = in.readerIndex();
        int bytes = sized ? 10 : 2;
        if (in.readableBytes() < bytes + 1) {
            return false;
        }
        in.skipBytes(2);
        if (sized && in.readLongLE() != wanted) {
            return false;
        }
        return in.readUnsignedByte() == headerChecksum(hash.hash(in.array(), start, bytes, 0));
    }

    /** All blocks and the end mark. */
    private boolean blocks(int largest, boolean checked, int wanted) {
        while (in.readableBytes() >= 4) {
            int word = in.readIntLE();
            if (word == 0) {
                return true;
            }
            int size = word & ~STORED;
            if (size > largest || size > in.readableBytes()) {
                return false;
            }
            int start = in.readerIndex();
            in.skipBytes(size);
            if (checked && !checksum(in.array(), start, size)) {
                return false;
            }
            boolean done = word < 0 ? store(start, size, wanted) : block(start, size, wanted);
            if (!done) {
                return false;
            }
        }
        return false;
    }

    private boolean store(int start, int size, int wanted) {
        if (size > wanted - length) {
            return false;
        }
        System.arraycopy(in.array(), start, content, length, size);
        length += size;
        return true;
    }

    private boolean block(int start, int size, int wanted) {
        try {
            length += blocks.decompress(in.array(), start, size, content, length, wanted - length);
            return true;
        } catch (LZ4Exception | IndexOutOfBoundsException malformed) {
            return false;
        }
    }

    /** Whether the next four bytes are the hash of these. */
    private boolean checksum(byte[] bytes, int start, int size) {
        return in.readableBytes() >= 4 && in.readIntLE() == hash.hash(bytes, start, size, 0);
    }
}
