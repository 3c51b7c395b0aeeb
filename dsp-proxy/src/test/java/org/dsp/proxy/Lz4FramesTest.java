package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;

class Lz4FramesTest {
    /** 257 bytes, as the reference tool (lz4 1.9.4) writes them. */
    private static final String REFERENCE_TEXT =
            "peer reply reply peer endpoint reply session reply node reply node session endpoint"
                    + " reply peer peer session reply reply session session peer peer peer reply"
                    + " session node node peer reply node endpoint node endpoint session reply session"
                    + " session session reply";

    private static final String REFERENCE_BLOCK =
            "77000000a370656572207265706c79060001110083656e64706f696e7414007373657373696f6e0e00486e"
                    + "6f64650b00041e000b350001490001050004210008670004140004080001290006050002"
                    + "2b00041d00017200010500012200021d000110000574000a0e00043900022a00040e000c"
                    + "0800507265706c79";

    private final Lz4FrameEncoder encoder = new Lz4FrameEncoder();
    private final Lz4FrameDecoder decoder = new Lz4FrameDecoder();

    private byte[] encoded(byte[] plain) {
        encoder.plain().writeBytes(plain);
        ByteBuf frame = encoder.frame(PooledByteBufAllocator.DEFAULT);
        byte[] bytes = bytes(frame);
        frame.release();
        return bytes;
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private boolean decodes(byte[] frame, int length) {
        ByteBuf target = Unpooled.buffer(length, length);
        return decoder.decode(Unpooled.wrappedBuffer(frame), target) && !target.isWritable();
    }

    private byte[] decoded(byte[] frame, int length) {
        ByteBuf target = Unpooled.buffer(length, length);
        assertThat(decoder.decode(Unpooled.wrappedBuffer(frame), target)).isTrue();
        assertThat(target.isWritable()).isFalse();
        return bytes(target);
    }

    /** Words: what compresses to a half or so. */
    static byte[] text(int length, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("word").append(random.nextInt(200)).append(' ');
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
    }

    static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsCompressedComesOutAgain() {
        for (int length : new int[] {64, 255, 4096, 40_000, 65_535, 65_536}) {
            byte[] plain = text(length, length);
            byte[] frame = encoded(plain);
            assertThat(frame).hasSizeBetween(1, length - 1);
            assertThat(decoded(frame, length)).isEqualTo(plain);
        }
    }

    @Test
    void theFrameIsWhatTheOriginalsLibraryWrites() {
        byte[] plain = new byte[64];
        Arrays.fill(plain, (byte) 'a');
        byte[] frame = encoded(plain);
        assertThat(HexFormat.of().formatHex(frame))
                .startsWith("04224d18604082")
                .endsWith("00000000");
        assertThat(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(7))
                .isEqualTo(frame.length - Lz4FrameEncoder.OVERHEAD);
    }

    @Test
    void whatDoesNotShrinkIsNoFrame() {
        assertThat(encoded(noise(65_536, 1))).isEmpty();
        assertThat(encoded(new byte[] {1, 2, 3})).isEmpty();
        assertThat(encoded(new byte[0])).isEmpty();
    }

    @Test
    void framesOfTheReferenceToolAreRead() {
        byte[] text = REFERENCE_TEXT.getBytes(StandardCharsets.US_ASCII);
        String[] frames = {
            // Independent blocks; linked ones and a checksum of the content; all options, 4 MB.
            "04224d18604082" + REFERENCE_BLOCK + "00000000",
            "04224d186440a7" + REFERENCE_BLOCK + "00000000028ee17f",
            "04224d1868400101000000000000a0" + REFERENCE_BLOCK + "00000000",
            "04224d187c400101000000000000da" + REFERENCE_BLOCK + "7f9c9b4200000000028ee17f",
        };
        for (String frame : frames) {
            assertThat(decoded(HexFormat.of().parseHex(frame), text.length)).isEqualTo(text);
        }
    }

    @Test
    void severalBlocksAreReadAlsoStoredOnes() {
        byte[] text = text(9000, 1);
        byte[] noise = noise(5000, 2);
        ByteBuf frame = Unpooled.buffer().writeBytes(HexFormat.of().parseHex("04224d18604082"));
        block(frame, text);
        frame.writeIntLE(noise.length | Lz4FrameFormat.STORED).writeBytes(noise);
        block(frame, text);
        frame.writeIntLE(0);

        byte[] content = decoded(bytes(frame), 23_000);

        assertThat(Arrays.copyOfRange(content, 0, 9000)).isEqualTo(text);
        assertThat(Arrays.copyOfRange(content, 9000, 14_000)).isEqualTo(noise);
        assertThat(Arrays.copyOfRange(content, 14_000, 23_000)).isEqualTo(text);
    }

    private static void block(ByteBuf frame, byte[] content) {
        byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(content);
        frame.writeIntLE(packed.length).writeBytes(packed);
    }

    @Test
    void aBombIsRefused() {
        for (int content : new int[] {65_537, 1 << 20, 100 << 20}) {
            byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(new byte[content]);
            for (String header : new String[] {"04224d18604082", "04224d18607073"}) {
                ByteBuf bomb = Unpooled.buffer().writeBytes(HexFormat.of().parseHex(header));
                bomb.writeIntLE(packed.length).writeBytes(packed).writeIntLE(0);
                assertThat(decodes(bytes(bomb), 65_536)).isFalse();
                assertThat(decodes(bytes(bomb.readerIndex(0)), 100)).isFalse();
            }
        }
    }

    @Test
    void aBombOfManyBlocksIsRefused() {
        byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(new byte[65_536]);
        ByteBuf bomb = Unpooled.buffer().writeBytes(HexFormat.of().parseHex("04224d18604082"));
        while (bomb.readableBytes() < 65_000) {
            bomb.writeIntLE(packed.length).writeBytes(packed);
        }
        bomb.writeIntLE(0);
        assertThat(decodes(bytes(bomb), 65_536)).isFalse();
    }

    /** It would be copied past the end of the decoder's array. */
    @Test
    void aStoredBlockBehindAFullContentIsRefused() {
        ByteBuf bomb = Unpooled.buffer().writeBytes(HexFormat.of().parseHex("04224d18604082"));
        block(bomb, new byte[65_536]);
        bomb.writeIntLE(10 | Lz4FrameFormat.STORED).writeZero(10).writeIntLE(0);
        assertThat(decodes(bytes(bomb), 65_536)).isFalse();
    }

    @Test
    void aWrongLengthIsRefused() {
        byte[] frame = encoded(text(4000, 3));
        assertThat(decodes(frame, 4000)).isTrue();
        assertThat(decodes(frame, 3999)).isFalse();
        assertThat(decodes(frame, 4001)).isFalse();
        assertThat(decodes(frame, 0)).isFalse();
    }

    @Test
    void aFrameThatIsCutAnywhereOrFollowedByMoreIsRefused() {
        byte[] frame = encoded(text(3000, 4));
        for (int cut = 0; cut < frame.length; cut++) {
            assertThat(decodes(Arrays.copyOf(frame, cut), 3000)).as("cut at %d", cut).isFalse();
        }
        assertThat(decodes(Arrays.copyOf(frame, frame.length + 1), 3000)).isFalse();
        assertThat(decodes(twice(frame), 6000)).isFalse();
    }

    private static byte[] twice(byte[] bytes) {
        return ByteBuffer.allocate(2 * bytes.length).put(bytes).put(bytes).array();
    }

    @Test
    void whatIsNotReadIsRefused() {
        String block = REFERENCE_BLOCK + "00000000";
        // Another magic, version 2, a dictionary, reserved bits, block sizes that are none.
        for (String descriptor : new String[] {"a040", "6140", "6240", "6030", "60c0", "6041"}) {
            byte[] bytes = HexFormat.of().parseHex(descriptor);
            int hash = XXHashFactory.safeInstance().hash32().hash(bytes, 0, 2, 0);
            String checksum = "%02x".formatted(Lz4FrameFormat.headerChecksum(hash));
            byte[] frame = HexFormat.of().parseHex("04224d18" + descriptor + checksum + block);
            assertThat(decodes(frame, 257)).as(descriptor).isFalse();
        }
        assertThat(decodes(HexFormat.of().parseHex("02214c18" + block), 257)).isFalse();
        assertThat(decodes(HexFormat.of().parseHex("502a4d1800000000"), 257)).isFalse();
    }

    @Test
    void aBlockThatRefersToTheOneBeforeIsRefused() {
        ByteBuf frame = Unpooled.buffer().writeBytes(HexFormat.of().parseHex("04224d18404000"));
        int hash = XXHashFactory.safeInstance().hash32().hash(frame.array(), 4, 2, 0);
        frame.setByte(6, Lz4FrameFormat.headerChecksum(hash));
        byte[] first = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        frame.writeIntLE(first.length | Lz4FrameFormat.STORED).writeBytes(first);
        // No literals, a match of 15 + 5 + 4 bytes from 16 bytes before; then five literals.
        frame.writeIntLE(10).writeBytes(HexFormat.of().parseHex("0f100005503132333435"));
        assertThat(decodes(bytes(frame.writeIntLE(0)), 16 + 24 + 5)).isFalse();
    }

    @Test
    void aWrongChecksumIsRefused() {
        String frame = "04224d187c400101000000000000da" + REFERENCE_BLOCK;
        assertThat(decodes(HexFormat.of().parseHex(frame + "7f9c9b4300000000028ee17f"), 257))
                .isFalse();
        assertThat(decodes(HexFormat.of().parseHex(frame + "7f9c9b4200000000028ee27f"), 257))
                .isFalse();
    }

    /** "Never an exception out of the loop": whatever comes, it is decoded or refused. */
    @Test
    void corruptFramesAreDecodedOrRefused() {
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            int length = 1 + random.nextInt(round % 100 == 0 ? 65_536 : 600);
            byte[] frame = encoded(text(length, round));
            if (frame.length == 0) {
                continue;
            }
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            ByteBuf target = Unpooled.buffer(length, length);
            if (!decoder.decode(Unpooled.wrappedBuffer(frame), target) || target.isWritable()) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    /** Noise behind a right header, as long as a payload can be: to the end of every array. */
    @Test
    void noiseIsRefused() {
        Random random = new Random(12);
        for (int round = 0; round < 3000; round++) {
            int length = round % 10 == 0 ? 65_536 : 8 + random.nextInt(200);
            byte[] frame = noise(length, round);
            ByteBuffer.wrap(frame)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(HexFormat.of().parseHex("04224d18604082"));
            if (length > 11) {
                ByteBuffer.wrap(frame)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(7, length - 11 - 4 * (round & 1));
            }
            assertThat(decodes(frame, 65_536)).isFalse();
        }
    }
}
