package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Cuts the bytes of one connection into frames. A batch is an encoding: its commands come out one
 * by one, as if each had been sent alone. One thread; one reader per connection.
 *
 * <p>Nothing is copied but headers, nothing is allocated but a slice per payload. After {@link
 * Next#MALFORMED} the stream has lost its place: the reader answers the same for ever.
 */
public final class FrameReader {
    /** What {@link #next} found. */
    public enum Next {
        /** A frame is not complete yet; what is there is left in the buffer or remembered. */
        MORE,
        /** {@link #header} and {@link #takePayload} are a frame. */
        FRAME,
        /** {@link #error} says why the bytes are no frame; the connection is to be ended. */
        MALFORMED
    }

    private final ProxyHeader header = new ProxyHeader();
    private ByteBuf payload = Unpooled.EMPTY_BUFFER;
    private FrameError error = FrameError.NONE;
    private boolean headerRead;
    private int innerLeft;

    /** Takes the next frame out of {@code in}, as far as it is there. */
    public Next next(ByteBuf in) {
        if (error != FrameError.NONE) {
            return Next.MALFORMED;
        }
        if (!headerRead) {
            if (in.readableBytes() < ProxyHeader.BYTES) {
                return Next.MORE;
            }
            HeaderCodec.read(in, header);
            error = check();
            if (error != FrameError.NONE) {
                return Next.MALFORMED;
            }
            headerRead = true;
        }
        int length = header.len();
        if (in.readableBytes() < length) {
            return Next.MORE;
        }
        payload.release();
        payload = length > 0 ? in.readRetainedSlice(length) : Unpooled.EMPTY_BUFFER;
        headerRead = false;
        return Next.FRAME;
    }

    /** After {@link Next#MORE}: how many bytes must be readable before another try can succeed. */
    public int needed() {
        return headerRead ? header.len() : ProxyHeader.BYTES;
    }

    /**
     * The frame's header, the same object at each call; the caller's until the next {@link #next}.
     */
    public ProxyHeader header() {
        return header;
    }

    /**
     * The frame's payload, {@code header().len()} bytes, a slice of the buffer it came in. The
     * caller owns the reference. Once per frame; a payload that is not taken is released by the
     * next one or by {@link #close}.
     */
    public ByteBuf takePayload() {
        ByteBuf taken = payload;
        payload = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    /** Why the last call said {@link Next#MALFORMED}. */
    public FrameError error() {
        return error;
    }

    /** Lets go of a payload that nobody took. */
    public void close() {
        takePayload().release();
    }

    private FrameError check() {
        if (innerLeft > 0) {
            innerLeft--;
            return HeaderCodec.validateInner(header);
        }
        FrameError found = HeaderCodec.validate(header);
        if (found != FrameError.NONE) {
            return found;
        }
        if (header.has(ProxyHeader.FLAG_LZ4) && header.len() != 0) {
            return FrameError.COMPRESSED;
        }
        if (header.has(ProxyHeader.FLAG_BATCH)) {
            innerLeft = header.batchNr();
            header.flags(header.flags() & ~ProxyHeader.FLAG_BATCH).batchNr(0).len(0);
        }
        return FrameError.NONE;
    }
}
