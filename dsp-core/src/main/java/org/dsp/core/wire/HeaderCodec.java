package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;

/**
 * A header from and to the wire, and whether it frames what follows. No state, no allocation; any
 * thread.
 */
public final class HeaderCodec {
    private HeaderCodec() {}

    /**
     * Reads {@link ProxyHeader#BYTES} from {@code in}, which has them.
     *
     * @throws IndexOutOfBoundsException if it has not; nothing is read then
     */
    public static void read(ByteBuf in, ProxyHeader header) {
        in.readBytes(header.array());
    }

    /** Appends the header to {@code out}. */
    public static void write(ProxyHeader header, ByteBuf out) {
        out.writeBytes(header.array());
    }

    /**
     * Whether the framing fields are right, for a header that stands in the stream itself: command,
     * c_len, c_batch_nr and their match. Who sent it, and everything else, is not framing.
     */
    public static FrameError validate(ProxyHeader header) {
        int cmd = header.cmd();
        if (!Command.isKnown(cmd)) {
            return FrameError.UNKNOWN_COMMAND;
        }
        int len = header.len();
        if (len < 0 || len > ProxyHeader.MAX_PAYLOAD) {
            return FrameError.LENGTH_RANGE;
        }
        int batch = header.batchNr();
        if (batch < 0 || batch > ProxyHeader.MAX_BATCH) {
            return FrameError.BATCH_RANGE;
        }
        if (header.has(ProxyHeader.FLAG_BATCH)) {
            return validateBatch(header, cmd, len, batch);
        }
        if (batch != 0) {
            return FrameError.BATCH_WITHOUT_FLAG;
        }
        if (len != 0 && !Command.carriesPayload(cmd)) {
            return FrameError.LENGTH_WITHOUT_PAYLOAD;
        }
        return FrameError.NONE;
    }

    /** Whether a header inside a batch is right: a plain command that has nothing behind it. */
    public static FrameError validateInner(ProxyHeader header) {
        int cmd = header.cmd();
        if (!Command.isKnown(cmd)) {
            return FrameError.UNKNOWN_COMMAND;
        }
        if (Command.isControl(cmd)
                || header.len() != 0
                || header.batchNr() != 0
                || header.has(ProxyHeader.FLAG_BATCH)) {
            return FrameError.BATCH_INNER;
        }
        return FrameError.NONE;
    }

    private static FrameError validateBatch(ProxyHeader header, int cmd, int len, int batch) {
        if (Command.isControl(cmd) || Command.carriesPayload(cmd)) {
            return FrameError.BATCH_COMMAND;
        }
        boolean compressed = header.has(ProxyHeader.FLAG_LZ4) && len != 0;
        if (!compressed && len != batch * ProxyHeader.BYTES) {
            return FrameError.BATCH_LENGTH;
        }
        return FrameError.NONE;
    }
}
