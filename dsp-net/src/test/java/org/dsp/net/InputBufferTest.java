package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputBufferTest {
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final InputBuffer input = new InputBuffer(1024);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private DefaultMaxMessagesRecvByteBufAllocator.MaxMessageHandle handle;

    @BeforeEach
    void start() {
        handle = (DefaultMaxMessagesRecvByteBufAllocator.MaxMessageHandle) input.newHandle();
        handle.reset(channel.config());
    }

    @AfterEach
    void stop() {
        input.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void theRestOfAFrameIsReadBehindItsBeginningWithoutACopy() {
        read(100);
        ByteBuf first = input.bytes();

        read(200);

        assertThat(input.bytes()).isSameAs(first);
        assertThat(input.bytes().readableBytes()).isEqualTo(300);
    }

    @Test
    void aFrameLargerThanTheBufferGetsOneWithRoomForTheWholeOfIt() {
        read(100);
        input.needs(70_000);

        ByteBuf next = handle.allocate(allocator);

        assertThat(next.readableBytes()).isEqualTo(100);
        assertThat(next.writableBytes()).isGreaterThanOrEqualTo(69_900);
        next.release();
    }

    @Test
    void nothingIsHeldWhileNothingWaits() {
        read(100);
        ByteBuf used = input.bytes();
        used.skipBytes(100);

        input.pause();

        assertThat(used.refCnt()).isZero();
        assertThat(input.bytes().capacity()).isZero();
    }

    @Test
    void aPayloadOutlivesTheBufferThatItIsASliceOf() {
        read(100);
        ByteBuf payload = input.bytes().readRetainedSlice(100);

        input.pause();
        read(1000);

        assertThat(payload.getByte(99)).isEqualTo((byte) 99);
        payload.release();
    }

    @Test
    void theBufferGrowsUnderLoadAndShrinksAfterIt() {
        for (int i = 0; i < 6; i++) {
            fill();
            input.bytes().skipBytes(input.bytes().readableBytes());
            input.pause();
        }
        assertThat(handle.guess()).isEqualTo(InputBuffer.LARGEST);

        for (int i = 0; i < 40; i++) {
            handle.reset(channel.config());
            read(10);
            handle.readComplete();
            input.bytes().skipBytes(10);
            input.pause();
        }

        assertThat(handle.guess()).isEqualTo(1024);
    }

    @Test
    void aFewSmallTurnsBetweenBatchesOfDataLeaveTheBufferLarge() {
        for (int i = 0; i < 6; i++) {
            fill();
            input.bytes().skipBytes(input.bytes().readableBytes());
            input.pause();
        }

        for (int i = 0; i < 7; i++) {
            handle.reset(channel.config());
            read(64);
            handle.readComplete();
            input.bytes().skipBytes(64);
            input.pause();
        }

        assertThat(handle.guess()).isEqualTo(InputBuffer.LARGEST);
    }

    @Test
    void aStreamOfTheLargestFramesIsNeverMoved() {
        for (int i = 0; i < 6; i++) {
            fill();
            input.bytes().skipBytes(input.bytes().readableBytes());
            input.pause();
        }
        int frame = InputBuffer.LARGEST / 4;

        ByteBuf target = handle.allocate(allocator);

        assertThat(target.writableBytes() % frame).isZero();
        target.release();
    }

    @Test
    void aReadThatFoundNothingLosesNothing() {
        read(100);

        ByteBuf unused = handle.allocate(allocator);
        unused.release();

        assertThat(input.bytes().readableBytes()).isEqualTo(100);
        assertThat(input.bytes().refCnt()).isEqualTo(1);
    }

    private void fill() {
        ByteBuf target = handle.allocate(allocator);
        arrive(target, target.writableBytes());
    }

    private void read(int bytes) {
        arrive(handle.allocate(allocator), bytes);
    }

    private void arrive(ByteBuf target, int bytes) {
        handle.attemptedBytesRead(target.writableBytes());
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) i;
        }
        target.writeBytes(content);
        handle.lastBytesRead(bytes);
        input.arrived(target);
    }
}
