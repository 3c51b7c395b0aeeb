package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader does with compressed payloads; the stand-in for LZ4 says each byte twice. */
class CompressedFramesTest {
    private static final int BYTES = ProxyHeader.BYTES;

    private final ByteBuf in = Unpooled.buffer();
    private final FrameReader reader = new FrameReader(CompressedFramesTest::twice);

    private static boolean twice(ByteBuf frame, ByteBuf target) {
        while (frame.isReadable() && target.writableBytes() >= 2) {
            byte each = frame.readByte();
            target.writeByte(each).writeByte(each);
        }
        return !frame.isReadable();
    }

    private static ProxyHeader copy(int packed, int length) {
        return new ProxyHeader()
                .cmd(Command.COPYIN_DATA)
                .flags(ProxyHeader.FLAG_LZ4 | ProxyHeader.FLAG_ROUTING)
                .len(packed)
                .vBytes(length);
    }

    /** A batch whose payload is so many zero bytes. */
    private void writeBatch(int packed, int inner) {
        ProxyHeader head = new ProxyHeader().cmd(Command.SEND_MSG).sndSeq(9).len(packed);
        in.writeBytes(
                head.flags(ProxyHeader.FLAG_BATCH | ProxyHeader.FLAG_LZ4).batchNr(inner).array());
        in.writeZero(packed);
    }

    private void end() {
        reader.close();
        assertThat(in.refCnt()).isEqualTo(1);
        in.release();
    }

    @Test
    void aCompressedPayloadComesOutAsItWas() {
        in.writeBytes(copy(3, 6).array()).writeBytes(new byte[] {1, 2, 3});
        in.writeBytes(new ProxyHeader().cmd(Command.SEND_ACK).array());

        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(reader.header().len()).isEqualTo(6);
        assertThat(reader.header().flags()).isEqualTo(ProxyHeader.FLAG_ROUTING);
        assertThat(reader.decoded()).isTrue();
        ByteBuf payload = reader.takePayload();
        assertThat(payload).isEqualTo(Unpooled.wrappedBuffer(new byte[] {1, 1, 2, 2, 3, 3}));
        payload.release();

        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(reader.decoded()).isFalse();
        assertThat(in.isReadable()).isFalse();
        end();
    }

    @Test
    void aCompressedPayloadIsWaitedForWhole() {
        in.writeBytes(copy(3, 6).array()).writeByte(1);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.MORE);
        assertThat(reader.needed()).isEqualTo(3);
        in.writeByte(2).writeByte(3);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        end();
    }

    @Test
    void aPayloadThatNobodyTookIsReleased() {
        in.writeBytes(copy(3, 6).array()).writeBytes(new byte[3]);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        end();
    }

    @Test
    void oneThatIsShorterOrLongerThanItSaysIsMalformed() {
        for (int said : new int[] {4, 8}) {
            FrameReader fresh = new FrameReader(CompressedFramesTest::twice);
            ByteBuf bytes = Unpooled.buffer().writeBytes(copy(3, said).array()).writeZero(3);
            assertThat(fresh.next(bytes)).isEqualTo(FrameReader.Next.MALFORMED);
            assertThat(fresh.error()).isEqualTo(FrameError.LZ4);
            fresh.close();
            bytes.release();
        }
    }

    @Test
    void noLengthMakesTheReaderAskForMoreThanAPayload() {
        for (int said : new int[] {Integer.MIN_VALUE, -1, 0, 65_537, Integer.MAX_VALUE}) {
            FrameReader fresh =
                    new FrameReader(
                            (frame, target) -> {
                                throw new AssertionError("decoded into " + target.capacity());
                            });
            ByteBuf bytes = Unpooled.buffer().writeBytes(copy(3, said).array()).writeZero(3);
            assertThat(fresh.next(bytes)).isEqualTo(FrameReader.Next.MALFORMED);
            assertThat(fresh.error()).isEqualTo(FrameError.LZ4);
            fresh.close();
            bytes.release();
        }
    }

    @Test
    void whereItWasNotAgreedItIsMalformed() {
        FrameReader plain = new FrameReader();
        in.writeBytes(copy(3, 6).array()).writeZero(3);
        assertThat(plain.next(in)).isEqualTo(FrameReader.Next.MALFORMED);
        assertThat(plain.error()).isEqualTo(FrameError.COMPRESSED);
        plain.close();
        end();
    }

    @Test
    void theCommandsOfACompressedBatchComeOutBeforeWhatFollows() {
        FrameReader unpacking = new FrameReader(this::innerCommands);
        writeBatch(5, 2);
        in.writeBytes(new ProxyHeader().cmd(Command.SEND_ACK).sndSeq(12).array());

        List<Integer> sequences = new ArrayList<>();
        while (unpacking.next(in) == FrameReader.Next.FRAME) {
            assertThat(unpacking.header().len()).isZero();
            assertThat(unpacking.header().flags()).isZero();
            sequences.add(unpacking.header().sndSeq());
        }

        assertThat(unpacking.error()).isEqualTo(FrameError.NONE);
        assertThat(sequences).containsExactly(9, 10, 11, 12);
        unpacking.close();
        end();
    }

    private boolean innerCommands(ByteBuf frame, ByteBuf target) {
        for (int i = 10; target.writableBytes() >= BYTES; i++) {
            target.writeBytes(new ProxyHeader().cmd(Command.SEND_MSG).sndSeq(i).array());
        }
        return true;
    }

    @Test
    void aBatchThatDoesNotDecodeDeliversNotEvenItsHead() {
        writeBatch(5, 2);
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.MALFORMED);
        assertThat(reader.error()).isEqualTo(FrameError.LZ4);
        end();
    }

    @Test
    void aCompressedBatchThatIsLeftHalfReadIsReleased() {
        FrameReader unpacking = new FrameReader(this::innerCommands);
        writeBatch(5, 3);
        assertThat(unpacking.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(unpacking.next(in)).isEqualTo(FrameReader.Next.FRAME);
        unpacking.close();
        end();
    }

    /** Found while this was written: the next frames would have been taken for its commands. */
    @Test
    void aCompressedBatchWithoutAPayloadIsMalformed() {
        writeBatch(0, 2);
        in.writeBytes(new ProxyHeader().cmd(Command.SEND_ACK).array());
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.MALFORMED);
        assertThat(reader.error()).isEqualTo(FrameError.BATCH_LENGTH);
        end();
    }

    @Test
    void withoutAPayloadTheFlagMeansNothing() {
        in.writeBytes(copy(0, 0).array());
        assertThat(reader.next(in)).isEqualTo(FrameReader.Next.FRAME);
        assertThat(reader.header().len()).isZero();
        end();
    }
}
