package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Commands without payload that follow each other on one connection, put together as one batch. In
 * a batch the headers stand one behind the other just as if each had been sent alone; all that
 * makes them a batch are three fields of the first, so nothing is moved or copied twice. One
 * thread.
 */
public final class CommandRun {
    /** The command that heads the batch, and those inside. */
    public static final int MOST = 1 + ProxyHeader.MAX_BATCH;

    /** A few dozen commands; it grows when more are ready at once. */
    private static final int INITIAL_BYTES = 4096;

    /** Empty while there is no command: an idle connection holds no buffer. */
    private ByteBuf headers = Unpooled.EMPTY_BUFFER;

    private int commands;

    /** Whether a frame may be in a run: a command that never has a payload. */
    public static boolean takes(ProxyHeader header) {
        int cmd = header.cmd();
        return !Command.isControl(cmd) && !Command.carriesPayload(cmd);
    }

    /** Commands that wait. */
    public int commands() {
        return commands;
    }

    /** Whether the next command would be one too many. */
    public boolean isFull() {
        return commands == MOST;
    }

    /**
     * Appends a command that {@link #takes} takes; {@code header} is the caller's again on return.
     *
     * @throws IllegalStateException if the run is full
     */
    public void add(ProxyHeader header, ByteBufAllocator allocator) {
        if (isFull()) {
            throw new IllegalStateException("a run of " + MOST + " commands is full");
        }
        if (commands == 0) {
            headers = allocator.directBuffer(INITIAL_BYTES, MOST * ProxyHeader.BYTES);
        }
        HeaderCodec.write(header, headers);
        commands++;
    }

    /**
     * Takes the run as the bytes of one frame: a lone command plain, several as a batch. The caller
     * owns the reference. The run is empty then.
     */
    public ByteBuf take() {
        ByteBuf frame = headers;
        if (commands > 1) {
            int inner = commands - 1;
            int flags = frame.getIntLE(ProxyHeader.OFFSET_FLAGS) | ProxyHeader.FLAG_BATCH;
            frame.setIntLE(ProxyHeader.OFFSET_FLAGS, flags)
                    .setIntLE(ProxyHeader.OFFSET_BATCH_NR, inner)
                    .setIntLE(ProxyHeader.OFFSET_LEN, inner * ProxyHeader.BYTES);
        }
        headers = Unpooled.EMPTY_BUFFER;
        commands = 0;
        return frame;
    }

    /**
     * Says in the header of a batch, at the start of {@code frame}, that an LZ4 frame of {@code
     * bytes} bytes follows it.
     */
    public static void compressed(ByteBuf frame, int bytes) {
        int at = frame.readerIndex();
        int flags = frame.getIntLE(at + ProxyHeader.OFFSET_FLAGS) | ProxyHeader.FLAG_LZ4;
        frame.setIntLE(at + ProxyHeader.OFFSET_FLAGS, flags)
                .setIntLE(at + ProxyHeader.OFFSET_LEN, bytes);
    }

    /** Drops what waits. */
    public void release() {
        headers.release();
        headers = Unpooled.EMPTY_BUFFER;
        commands = 0;
    }
}
