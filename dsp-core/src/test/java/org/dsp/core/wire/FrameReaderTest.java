package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final byte[] BATCH = GoldenFrames.all().get("batch");

    /** All golden frames but the compressed one, in a row. */
    private static byte[] stream() {
        ByteBuf all = Unpooled.buffer();
        GoldenFrames.all()
                .forEach(
                        (name, bytes) -> {
                            if (!name.endsWith("-lz4")) {
                                all.writeBytes(bytes);
                            }
                        });
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        all.release();
        return bytes;
    }

    private static List<String> readInPieces(byte[] stream, int piece) {
        List<String> frames = new ArrayList<>();
        FrameReader reader = new FrameReader();
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < stream.length; at += piece) {
            in.writeBytes(stream, at, Math.min(piece, stream.length - at));
            while (reader.next(in) == FrameReader.Next.FRAME) {
                ByteBuf payload = reader.takePayload();
                assertThat(payload.readableBytes()).isEqualTo(reader.header().len());
                byte[] bytes = new byte[payload.readableBytes()];
                payload.readBytes(bytes);
                payload.release();
                frames.add(HeaderText.of(reader.header()) + HexFormat.of().formatHex(bytes));
            }
            assertThat(reader.error()).isEqualTo(FrameError.NONE);
        }
        assertThat(in.isReadable()).isFalse();
        in.release();
        reader.close();
        return frames;
    }

    @Test
    void framesComeOutTheSameHoweverTheBytesArrive() {
        byte[] stream = stream();
        List<String> whole = readInPieces(stream, stream.length);
        assertThat(whole).hasSizeGreaterThan(40);
        for (int piece : new int[] {1, 2, 7, 119, 120, 121, 137, 4096}) {
            assertThat(readInPieces(stream, piece)).as("pieces of %d", piece).isEqualTo(whole);
        }
    }

    @Test
    void aBatchComesOutAsTheCommandsThatItHolds() {
        List<String> commands = readInPieces(GoldenFrames.all().get("batch"), 1000);
        assertThat(commands).hasSize(3);
        assertThat(commands.get(0)).contains("CMD_SNDREC_MSG", "c_flags=0x0", "len=0 ");
        assertThat(commands.get(0)).contains("c_batch_nr=0", "c_snd_seq=20");
        assertThat(commands.get(1)).contains("CMD_SEND_MSG", "c_snd_seq=21");
        assertThat(commands.get(2)).contains("CMD_SEND_ACK", "c_snd_seq=22");
    }

    @Test
    void aPayloadThatNobodyTakesIsReleasedWithTheNextFrame() {
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(GoldenFrames.all().get("copyin-data"));
        in.writeBytes(GoldenFrames.all().get("send-ack"));
        FrameReader reader = new FrameReader();
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(in.refCnt()).isEqualTo(2);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(in.refCnt()).isEqualTo(1);
        assertThat(reader.takePayload().readableBytes()).isZero();
        in.release();
    }

    @Test
    void closeReleasesAPayloadThatNobodyTook() {
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(GoldenFrames.all().get("copyin-data"));
        FrameReader reader = new FrameReader();
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        reader.close();
        assertThat(in.refCnt()).isEqualTo(1);
        in.release();
    }

    @Test
    void afterAMalformedHeaderNothingIsReadAnyMore() {
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(new ProxyHeader().cmd(99).array());
        in.writeBytes(GoldenFrames.all().get("send-ack"));
        FrameReader reader = new FrameReader();
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.MALFORMED);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.MALFORMED);
        assertThat(reader.error()).isEqualTo(FrameError.UNKNOWN_COMMAND);
        assertThat(in.readableBytes()).isEqualTo(ProxyHeader.BYTES);
        in.release();
    }

    /** "What must hold" 7: a frame is taken, or refused with a reason; nothing else. */
    @Test
    void everySingleFieldCorruptionOfAValidHeaderIsTakenOrRefused() {
        int[] wrong = {Integer.MIN_VALUE, -1, 0, 1, 2, 120, 240, 546, 547, 65_536, 65_537, 1 << 30};
        GoldenFrames.all()
                .forEach(
                        (name, bytes) -> {
                            for (int field = 0; field < ProxyHeader.BYTES; field += 4) {
                                for (int value : wrong) {
                                    corrupt(name, bytes, field, value);
                                }
                            }
                        });
    }

    private static void corrupt(String name, byte[] bytes, int field, int value) {
        ByteBuf in = Unpooled.buffer(bytes.length + 70_000);
        in.writeBytes(bytes);
        in.setIntLE(field, value);
        FrameReader reader = new FrameReader();
        FrameReader.Next next = reader.next(in);
        boolean framing = field == 0 || field == 28 || field == 36 || field == 40;
        if (!framing && !name.endsWith("-lz4")) {
            assertThat(next)
                    .as("%s, offset %d = %d", name, field, value)
                    .isEqualTo(FrameReader.Next.FRAME);
        }
        if (next == FrameReader.Next.FRAME) {
            assertThat(reader.header().len()).isBetween(0, ProxyHeader.MAX_PAYLOAD);
            assertThat(Command.isKnown(reader.header().cmd())).isTrue();
        }
        reader.close();
        assertThat(in.refCnt()).isEqualTo(1);
        in.release();
    }

    @Test
    void randomBytesNeverDoMoreThanEndTheStream() {
        Random random = new Random(7);
        byte[] bytes = new byte[4096];
        int malformed = 0;
        for (int round = 0; round < 5_000; round++) {
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                System.arraycopy(BATCH, 0, bytes, 0, 120);
                bytes[random.nextInt(120)] ^= (byte) (1 << random.nextInt(8));
            }
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            FrameReader reader = new FrameReader();
            int frames = 0;
            while (reader.next(in) == FrameReader.Next.FRAME) {
                if (++frames > bytes.length / ProxyHeader.BYTES) {
                    fail("more frames than bytes");
                }
            }
            if (reader.error() != FrameError.NONE) {
                malformed++;
            }
            reader.close();
            assertThat(in.refCnt()).isEqualTo(1);
        }
        assertThat(malformed).isGreaterThan(2_000);
    }
}
