package org.dsp.proxy;

/** Numbers of the LZ4 frame format 1.6.4, little-endian. */
final class Lz4FrameFormat {
    static final int MAGIC = 0x184D_2204;

    /** Version 01, in the upper two bits of the first descriptor byte. */
    static final int VERSION = 0x40;

    static final int VERSION_BITS = 0xC0;

    /** Blocks do not refer to each other. */
    static final int INDEPENDENT_BLOCKS = 0x20;

    /** Each block is followed by its checksum. */
    static final int BLOCK_CHECKSUM = 0x10;

    /** The length of the content is in the header. */
    static final int CONTENT_SIZE = 0x08;

    /** The checksum of the content follows the end mark. */
    static final int CONTENT_CHECKSUM = 0x04;

    /** Reserved, zero; and the bit that asks for a dictionary that nobody has. */
    static final int NEVER_SET = 0x03;

    /** Of the second descriptor byte, all bits but the code of the largest block are zero. */
    static final int BLOCK_SIZE_BITS = 0x70;

    static final int BLOCK_SIZE_SHIFT = 4;

    /** The code of the smallest maximum, 64 KiB; each further one is four times as much. */
    static final int BLOCK_64_KIB = 4;

    /** The upper bit of a block's length says that the block is not compressed. */
    static final int STORED = 0x8000_0000;

    /** Magic, two descriptor bytes, their checksum. */
    static final int SHORTEST_HEADER = 7;

    private Lz4FrameFormat() {}

    /** The checksum byte of a header, from the hash of its descriptor. */
    static int headerChecksum(int hash) {
        return (hash >>> 8) & 0xFF;
    }

    /** Bytes of the largest block that a second descriptor byte allows; 0 = it is no such byte. */
    static int largestBlock(int descriptor) {
        int code = descriptor >> BLOCK_SIZE_SHIFT;
        boolean valid = (descriptor & ~BLOCK_SIZE_BITS) == 0 && code >= BLOCK_64_KIB;
        return valid ? 1 << (8 + 2 * code) : 0;
    }
}
