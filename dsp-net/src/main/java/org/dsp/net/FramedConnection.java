package org.dsp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.dsp.core.Payload;
import org.dsp.core.wire.PayloadPool;

/**
 * One connection that carries frames, a header of fixed size and a payload each: reads whole
 * frames, gathers writes, closes with a reason, and says exactly once that it has ended. What a
 * frame means is the subclass's business. Loop's thread only.
 *
 * <p>Nothing of the node is ever called from within a call of the node: the end of a connection and
 * room in a socket are told from a task of their own.
 */
public abstract class FramedConnection extends ChannelInboundHandlerAdapter {
    /** How long a closed connection may take to write its last words and to be read empty. */
    static final long LINGER_MS = 1000;

    /**
     * A payload that is at least this part of its buffer keeps it: one of four full frames does.
     */
    private static final int WORTH_PINNING = 5;

    private final ShellLoop loop;
    private final PayloadPool payloads;
    private final ConnectionBounds bounds;
    private final InputBuffer input;
    private final OutputBatch output;

    private ChannelHandlerContext ctx;

    /** Closes a connection that is silent from the start, then one that lingers. */
    private Future<?> patience;

    private long sent;
    private boolean greeted;
    private boolean closing;
    private boolean ending;
    private boolean ended;
    private String why = "closed by the other side";

    /** A connection that is not open yet. */
    protected FramedConnection(ShellLoop loop, PayloadPool payloads, ConnectionBounds bounds) {
        this.loop = loop;
        this.payloads = payloads;
        this.bounds = bounds;
        this.input = new InputBuffer(bounds.readBuffer());
        this.output = new OutputBatch(bounds.writeBatch());
    }

    // ---- what a subclass says

    /** The connection is there; it may be written to from here on. */
    protected abstract void opened(ChannelHandlerContext context, long now);

    /**
     * Takes one frame off {@code in} and does what it says.
     *
     * @return 0 when it did; or how many bytes must be readable before it can be tried again; or -1
     *     when these bytes are no frame, which the subclass has said to the node
     */
    protected abstract int readFrame(ByteBuf in, long now);

    /**
     * It has ended; nothing follows. Told once, and only after {@link #opened}.
     *
     * @param here whether this side ended it
     */
    protected abstract void ended(String reason, boolean here, long now);

    /**
     * More waits for the socket than allowed, or less again. Only to be noted, not to be acted on.
     */
    protected void writabilityChanged(boolean writable) {
        if (writable) {
            loop.wantsFlush();
        }
    }

    /** Whether frames that have arrived must wait. */
    protected boolean paused() {
        return false;
    }

    /**
     * Sends what the subclass has held back so that it can travel together. Called before each
     * flush, and before the last words of a connection that is closed.
     */
    protected void gather() {
        // Most hold nothing back.
    }

    // ---- what a subclass may do

    /** Whether what is sent now will be written. */
    protected final boolean open() {
        return !closing && !ended && ctx.channel().isActive();
    }

    /** Writes a frame at the next flush. Takes the reference of {@code payload}. */
    protected final void send(byte[] header, Payload payload) {
        if (!open()) {
            payload.release();
            return;
        }
        sent += header.length + payload.length();
        output.add(ctx, header, payload);
    }

    /** Writes bytes that are whole frames at the next flush, behind what was sent. Takes them. */
    protected final void send(ByteBuf frames) {
        if (!open()) {
            frames.release();
            return;
        }
        sent += frames.readableBytes();
        output.add(ctx, frames);
    }

    /** Where the connection's buffers come from. */
    protected final ByteBufAllocator allocator() {
        return ctx.alloc();
    }

    /**
     * A payload of {@code slice}, whose reference it takes.
     *
     * @param in the buffer that it is a slice of
     */
    protected final Payload payload(ByteBuf in, ByteBuf slice) {
        int length = slice.readableBytes();
        if (length >= in.capacity() / WORTH_PINNING) {
            return payloads.of(slice);
        }
        // The slice would keep the whole buffer for as long as nobody acknowledges.
        ByteBuf copy = ctx.alloc().directBuffer(length, length).writeBytes(slice);
        slice.release();
        return payloads.of(copy);
    }

    /** Leaves what comes next in the socket. */
    protected final void stopReading() {
        ctx.channel().config().setAutoRead(false);
    }

    /** Reads what waited while {@link #paused}, then the socket again; in a task of its own. */
    protected final void resumeReading() {
        ctx.executor().execute(this::readOn);
    }

    private void readOn() {
        if (ended || closing || paused()) {
            return;
        }
        try {
            readFrames();
            if (!closing && !paused()) {
                input.pause();
                ctx.channel().config().setAutoRead(true);
            }
            loop.wantsFlush();
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }

    /** Bytes that the socket has taken since the start, about. */
    protected final long taken() {
        return sent - waiting();
    }

    /** Bytes written that the socket has not taken, with Netty's overhead for each write. */
    protected final long waiting() {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        return output.size() + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }

    protected final ShellLoop loop() {
        return loop;
    }

    // ---- the output that the core writes to

    /** Whether less than the high-water mark waits for the socket. */
    public final boolean writable() {
        return !closing && !ended && ctx.channel().isWritable();
    }

    /** Hands what was written to the socket. */
    public void flush() {
        if (ended) {
            return;
        }
        gather();
        output.emit(ctx);
        ctx.flush();
        if (!closing && waiting() > bounds.closeAbove()) {
            fail(
                    "does not read: "
                            + waiting()
                            + " bytes wait for it; allowed "
                            + bounds.closeAbove());
        }
    }

    /**
     * Flushes and closes. What waits is given 1 s, then 1 s for the other side to see the end: a
     * TCP connection that is closed with unread input destroys what it said last.
     */
    public final void close(String reason) {
        if (closing || ended) {
            return;
        }
        gather();
        closing = true;
        why = reason;
        output.emit(ctx);
        input.release();
        // That write may have found that the other side is gone; then nothing can be set any more.
        if (ctx.channel().isOpen()) {
            // Where the socket drops what waits in it at its end, it must not do so now.
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, -1);
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(this::shutDownOutput);
        ctx.channel().config().setAutoRead(true);
        patience.cancel(false);
        patience = ctx.executor().schedule(this::closeNow, LINGER_MS, TimeUnit.MILLISECONDS);
        tellEnd();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // If it fails, the linger time closes.
    private void shutDownOutput(Future<?> written) {
        if (written.isSuccess() && ctx.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        } else {
            closeNow();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // channelInactive follows, whatever comes of it.
    private void closeNow() {
        ctx.close();
    }

    /**
     * Closes without another word. What waits here is dropped; what waits in the socket is, too,
     * where its SO_LINGER is 0.
     */
    public final void abort(String reason) {
        fail(reason);
    }

    /** Closes without another word; the shell's own decision. */
    protected final void fail(String reason) {
        if (closing || ended) {
            return;
        }
        closing = true;
        why = reason;
        input.release();
        closeNow();
        tellEnd();
    }

    private void tellEnd() {
        ctx.executor().execute(this::end);
    }

    private void end() {
        if (ended) {
            return;
        }
        try {
            // What came whole before the end still counts, also if it waited while paused.
            ending = true;
            readFrames();
            ended = true;
            input.release();
            output.release();
            ended(why, closing, loop.now());
            loop.wantsFlush();
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }

    // ---- what Netty says

    @Override
    public final void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        context.channel().config().setRecvByteBufAllocator(input);
        context.channel()
                .config()
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(bounds.lowWater(), bounds.highWater()));
    }

    @Override
    public final void channelActive(ChannelHandlerContext context) {
        patience =
                context.executor()
                        .schedule(
                                this::expectFirstFrame,
                                bounds.firstFrameMillis(),
                                TimeUnit.MILLISECONDS);
        opened(context, loop.now());
        loop.wantsFlush();
    }

    private void expectFirstFrame() {
        if (!greeted) {
            fail("said nothing within " + bounds.firstFrameMillis() + " ms");
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        input.arrived((ByteBuf) message);
        if (closing || ended) {
            input.release();
        } else if (!paused()) {
            readFrames();
        }
    }

    private void readFrames() {
        long now = loop.now();
        ByteBuf in = input.bytes();
        while (!closing) {
            int needed = readFrame(in, now);
            if (needed > 0) {
                input.needs(needed);
                return;
            }
            if (needed < 0) {
                fail("sent bytes that are no frame");
                return;
            }
            greeted = true;
            if (paused() && !ending) {
                return;
            }
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext context) {
        if (closing || ended) {
            input.release();
        } else {
            input.pause();
        }
        loop.hasRead();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!closing && !ended) {
            writabilityChanged(context.channel().isWritable());
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext context) {
        patience.cancel(false);
        tellEnd();
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            if (!closing && !ended && !(cause instanceof ClosedChannelException)) {
                why = String.valueOf(cause.getMessage());
            }
            closeNow();
        } else {
            loop.fatal(cause);
        }
    }
}
