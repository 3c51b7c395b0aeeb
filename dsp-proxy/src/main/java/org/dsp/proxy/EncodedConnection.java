package org.dsp.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.wire.BufPayload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.CommandRun;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.ShellLoop;

/**
 * A connection that carries commands to a peer, in the encodings that both ends want: batches, LZ4
 * frames. What is written to it, and kept by the core to be sent again, knows nothing of them.
 *
 * <p>Commands without payload that follow each other before one flush are a batch. A flush waits
 * for nobody: what it finds is sent, a lone command plain. Copy data is compressed when that makes
 * it shorter; what {@link WorthCompressing} takes for incompressible is not tried, and of a chunk
 * from 16 KiB on a sample of 4 KiB is tried first.
 */
abstract class EncodedConnection extends PeerConnection {
    /** Less is not worth the compressor's tables. */
    private static final int WORTH_BYTES = 256;

    private static final int SAMPLED_BYTES = 16 << 10;
    private static final int SAMPLE_BYTES = 4 << 10;

    private final Lz4FrameEncoder lz4;
    private final WorthCompressing worth = new WorthCompressing();
    private final CommandRun run = new CommandRun();
    private final ProxyHeader changed = new ProxyHeader();

    private boolean batches;
    private boolean compresses;

    EncodedConnection(
            ShellLoop loop,
            PayloadPool payloads,
            ConnectionBounds bounds,
            Lz4FrameEncoder lz4,
            FrameReader reader) {
        super(loop, payloads, bounds, reader);
        this.lz4 = lz4;
    }

    /** What is sent from here on may be in these encodings. */
    final void encode(boolean batch, boolean compress) {
        batches = batch;
        compresses = compress;
    }

    /** Whether a payload of this command may be compressed. */
    boolean compressible(int cmd) {
        return Command.carriesPayload(cmd);
    }

    /** Whether the commands inside a batch may be compressed. */
    boolean compressesBatches() {
        return true;
    }

    @Override
    public final void write(ProxyHeader header, Payload payload) {
        if (batches && CommandRun.takes(header) && open()) {
            payload.release();
            if (run.isFull()) {
                gather();
            }
            run.add(header, allocator());
            return;
        }
        gather();
        if (compresses
                && payload.length() >= WORTH_BYTES
                && compressible(header.cmd())
                && open()
                && worth.tries(header)) {
            writeCompressed(header, payload);
        } else {
            super.write(header, payload);
        }
    }

    private void writeCompressed(ProxyHeader header, Payload payload) {
        ByteBuf frame = compressed(payload);
        worth.tried(header, frame.isReadable());
        if (frame.isReadable()) {
            payload.release();
            changed.copyFrom(header).flags(header.flags() | ProxyHeader.FLAG_LZ4);
            super.write(changed, payload(frame, frame));
        } else {
            super.write(header, payload);
        }
    }

    private ByteBuf compressed(Payload payload) {
        ByteBuf plain = lz4.plain();
        if (payload instanceof BufPayload inBuffer) {
            inBuffer.copyTo(plain);
        } else if (payload instanceof BytesPayload inArray) {
            plain.writeBytes(inArray.bytes());
        }
        int length = plain.readableBytes();
        boolean hopeless =
                length >= SAMPLED_BYTES && !lz4.shrinks((length - SAMPLE_BYTES) / 2, SAMPLE_BYTES);
        return hopeless ? Unpooled.EMPTY_BUFFER : lz4.frame(allocator());
    }

    @Override
    protected final void gather() {
        int commands = run.commands();
        if (commands == 0) {
            return;
        }
        ByteBuf frame = run.take();
        send(commands > 1 && compresses && compressesBatches() ? packed(frame) : frame);
    }

    /** A batch with what is inside compressed, where that is shorter. Takes the batch. */
    private ByteBuf packed(ByteBuf batch) {
        int inner = batch.readableBytes() - ProxyHeader.BYTES;
        if (inner < WORTH_BYTES) {
            return batch;
        }
        lz4.plain().writeBytes(batch, batch.readerIndex() + ProxyHeader.BYTES, inner);
        ByteBuf frame = lz4.frame(allocator());
        int bytes = frame.readableBytes();
        if (bytes > 0) {
            // Shorter than what it replaces: it fits where that stood.
            CommandRun.compressed(batch, bytes);
            batch.writerIndex(batch.readerIndex() + ProxyHeader.BYTES).writeBytes(frame);
        }
        frame.release();
        return batch;
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        super.ended(reason, here, now);
        run.release();
    }
}
