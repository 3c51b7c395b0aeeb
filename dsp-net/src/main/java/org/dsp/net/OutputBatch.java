package org.dsp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.wire.BufPayload;

/**
 * Frames on their way to one connection: small ones are put together in one buffer, the bytes of
 * large payloads are written from where they are, and a flush hands all of it to one gathering
 * write. Loop's thread only.
 */
final class OutputBatch {
    /** Up to here copying costs less than one more entry of a gathering write. */
    private static final int COPIED = 1024;

    private final int bufferBytes;

    /** Null while nothing waits: an idle connection holds no buffer. */
    private ByteBuf batch;

    /**
     * @param bufferBytes size of the buffer for small frames; more than a header and 1024
     */
    OutputBatch(int bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    /** Bytes that Netty does not know of yet. */
    int size() {
        return batch == null ? 0 : batch.readableBytes();
    }

    /** Appends header and payload; takes the reference of {@code payload}. */
    void add(ChannelHandlerContext ctx, byte[] header, Payload payload) {
        int length = payload.length();
        int together = length <= COPIED ? header.length + length : header.length;
        if (batch != null && batch.writableBytes() < together) {
            emit(ctx);
        }
        if (batch == null) {
            batch = ctx.alloc().directBuffer(bufferBytes, bufferBytes);
        }
        batch.writeBytes(header);
        if (length == 0) {
            payload.release();
        } else if (payload instanceof BufPayload inBuffer) {
            add(ctx, inBuffer, length);
        } else if (payload instanceof BytesPayload inArray) {
            add(ctx, inArray, length);
        } else {
            throw new IllegalArgumentException(
                    "a payload of "
                            + payload.getClass()
                            + "; allowed are those of a PayloadPool and BytesPayload");
        }
    }

    /** Appends bytes that are whole frames already, written from where they are; takes them. */
    void add(ChannelHandlerContext ctx, ByteBuf frames) {
        emit(ctx);
        write(ctx, frames);
    }

    private void add(ChannelHandlerContext ctx, BufPayload payload, int length) {
        if (length <= COPIED) {
            payload.copyTo(batch);
        } else {
            emitCopy(ctx);
            write(ctx, payload.view());
        }
        payload.release();
    }

    private void add(ChannelHandlerContext ctx, BytesPayload payload, int length) {
        if (length <= COPIED) {
            batch.writeBytes(payload.bytes());
        } else {
            emitCopy(ctx);
            ByteBuf copy = ctx.alloc().directBuffer(length, length).writeBytes(payload.bytes());
            write(ctx, copy);
        }
        payload.release();
    }

    /** Hands what waits to Netty, which writes it at the next flush. */
    void emit(ChannelHandlerContext ctx) {
        if (batch != null) {
            ByteBuf full = batch;
            batch = null;
            write(ctx, full);
        }
    }

    /** Drops what waits. */
    void release() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private void emitCopy(ChannelHandlerContext ctx) {
        ByteBuf head = batch.readRetainedSlice(batch.readableBytes());
        if (batch.writableBytes() < COPIED) {
            batch.release();
            batch = null;
        }
        write(ctx, head);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A failure is told to the pipeline.
    private static void write(ChannelHandlerContext ctx, ByteBuf bytes) {
        ctx.write(bytes, ctx.voidPromise());
    }
}
