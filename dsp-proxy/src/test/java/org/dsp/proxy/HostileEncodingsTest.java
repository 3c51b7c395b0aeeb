package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.CommandRun;
import org.dsp.core.wire.FrameError;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/**
 * Batches and compressed frames that were corrupted on their way: read, or the end of the stream.
 */
class HostileEncodingsTest {
    private static final int ROUNDS = 20_000;

    private final Lz4FrameEncoder encoder = new Lz4FrameEncoder();
    private final Lz4FrameDecoder decoder = new Lz4FrameDecoder();
    private final Random random = new Random(5);

    /** A batch, plain or compressed, or a compressed copy; sequences from {@code next} on. */
    private ByteBuf frame(int next) {
        return random.nextInt(3) == 0 ? copy(next) : batch(next, random.nextBoolean());
    }

    private ByteBuf batch(int next, boolean compressed) {
        CommandRun run = new CommandRun();
        int commands = 2 + random.nextInt(20);
        for (int i = 0; i < commands; i++) {
            run.add(Frames.header(Command.SEND_MSG, next + i, 0), PooledByteBufAllocator.DEFAULT);
        }
        ByteBuf batch = run.take();
        if (compressed && commands > 3) {
            encoder.plain()
                    .writeBytes(batch, ProxyHeader.BYTES, (commands - 1) * ProxyHeader.BYTES);
            ByteBuf packed = encoder.frame(PooledByteBufAllocator.DEFAULT);
            CommandRun.compressed(batch, packed.readableBytes());
            batch.writerIndex(ProxyHeader.BYTES).writeBytes(packed);
            packed.release();
        }
        return batch;
    }

    private ByteBuf copy(int next) {
        int length = 300 + random.nextInt(3000);
        encoder.plain().writeBytes(Lz4FramesTest.text(length, next));
        ByteBuf packed = encoder.frame(PooledByteBufAllocator.DEFAULT);
        ProxyHeader header = Frames.header(Command.COPYIN_DATA, next, packed.readableBytes());
        header.flags(ProxyHeader.FLAG_LZ4).vBytes(length);
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer();
        frame.writeBytes(header.array()).writeBytes(packed);
        packed.release();
        return frame;
    }

    @Test
    void whatIsNotCorruptedIsRead() {
        for (int round = 0; round < 500; round++) {
            ByteBuf in = frame(round);
            FrameReader reader = new FrameReader(decoder);
            int next = round;
            while (reader.next(in) == FrameReader.Next.FRAME) {
                assertThat(reader.header().sndSeq()).isEqualTo(next);
                next++;
            }
            assertThat(reader.error()).isEqualTo(FrameError.NONE);
            assertThat(in.isReadable()).isFalse();
            assertThat(next).isGreaterThan(round);
            reader.close();
            in.release();
        }
    }

    @Test
    void corruptedFramesAreReadOrEndTheStream() {
        Set<FrameError> ends = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuf in = frame(0);
            int length = in.readableBytes();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                in.setByte(random.nextInt(length), random.nextInt());
            }
            if (random.nextInt(4) == 0) {
                in.writerIndex(random.nextInt(length));
            }
            ends.add(readToTheEnd(in));
            in.release();
        }
        assertThat(ends).contains(FrameError.NONE, FrameError.LZ4, FrameError.BATCH_INNER);
    }

    /** At most 547 commands and one payload come out of one frame, each as long as it says. */
    private FrameError readToTheEnd(ByteBuf in) {
        FrameReader reader = new FrameReader(decoder);
        int frames = 0;
        while (reader.next(in) == FrameReader.Next.FRAME) {
            frames++;
            ProxyHeader header = reader.header();
            ByteBuf payload = reader.takePayload();
            assertThat(payload.readableBytes()).isEqualTo(header.len());
            assertThat(header.len()).isBetween(0, ProxyHeader.MAX_PAYLOAD);
            assertThat(header.batchNr()).isZero();
            payload.release();
        }
        assertThat(frames).isLessThanOrEqualTo(CommandRun.MOST);
        FrameError end = reader.error();
        if (end != FrameError.NONE) {
            assertThat(reader.next(Unpooled.EMPTY_BUFFER)).isEqualTo(FrameReader.Next.MALFORMED);
        }
        reader.close();
        assertThat(in.refCnt()).isEqualTo(1);
        return end;
    }
}
