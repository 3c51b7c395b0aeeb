package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Cuts the bytes of one connection into frames. Batches and LZ4 are encodings: the commands of a
 * batch come out one by one, and a compressed payload as it was, as if each had been sent alone and
 * plain. One thread; one reader per connection.
 *
 * <p>Nothing is copied but headers, nothing is allocated but a slice per payload, or a buffer per
 * compressed one. How large that is, the header says before anything is decoded (v_bytes of a copy,
 * c_batch_nr of a batch), at most {@link ProxyHeader#MAX_PAYLOAD}. After {@link Next#MALFORMED} the
 * stream has lost its place: the reader answers the same for ever.
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

    private static final int ENCODINGS = ProxyHeader.FLAG_BATCH | ProxyHeader.FLAG_LZ4;

    private final ProxyHeader header = new ProxyHeader();
    private final Optional<Decompressor> decompressor;
    private ByteBuf payload = Unpooled.EMPTY_BUFFER;

    /** The inner commands of a compressed batch; those of a plain one are read where they are. */
    private ByteBuf unpacked = Unpooled.EMPTY_BUFFER;

    private FrameError error = FrameError.NONE;
    private boolean headerRead;

    /** Bytes behind the header that are one LZ4 frame; 0 = what is there is not compressed. */
    private int packed;

    private int innerLeft;
    private boolean decoded;

    /** A reader of a connection on which LZ4 was not agreed. */
    public FrameReader() {
        decompressor = Optional.empty();
    }

    /** A reader that reads LZ4 frames, too. */
    public FrameReader(Decompressor lz4) {
        decompressor = Optional.of(lz4);
    }

    /** Takes the next frame out of {@code in}, as far as it is there. */
    public Next next(ByteBuf in) {
        if (error != FrameError.NONE) {
            return Next.MALFORMED;
        }
        if (!headerRead) {
            ByteBuf from = unpacked.isReadable() ? unpacked : in;
            if (from.readableBytes() < ProxyHeader.BYTES) {
                return Next.MORE;
            }
            HeaderCodec.read(from, header);
            dropDrained();
            error = check();
            if (error != FrameError.NONE) {
                return Next.MALFORMED;
            }
            headerRead = true;
        }
        if (in.readableBytes() < behindHeader()) {
            return Next.MORE;
        }
        takeBehindHeader(in);
        headerRead = false;
        return error == FrameError.NONE ? Next.FRAME : Next.MALFORMED;
    }

    /** After {@link Next#MORE}: how many bytes must be readable before another try can succeed. */
    public int needed() {
        return headerRead ? behindHeader() : ProxyHeader.BYTES;
    }

    private int behindHeader() {
        return packed > 0 ? packed : header.len();
    }

    private void takeBehindHeader(ByteBuf in) {
        payload.release();
        payload = Unpooled.EMPTY_BUFFER;
        decoded = packed > 0;
        if (decoded) {
            unpack(in);
        } else if (header.len() > 0) {
            payload = in.readRetainedSlice(header.len());
        }
    }

    private void unpack(ByteBuf in) {
        int bytes = innerLeft > 0 ? innerLeft * ProxyHeader.BYTES : header.len();
        ByteBuf frame = in.readRetainedSlice(packed);
        packed = 0;
        ByteBuf target = in.alloc().directBuffer(bytes, bytes);
        boolean done = decompressor.orElseThrow().decode(frame, target) && !target.isWritable();
        frame.release();
        if (!done) {
            target.release();
            error = FrameError.LZ4;
        } else if (innerLeft > 0) {
            unpacked = target;
        } else {
            payload = target;
        }
    }

    /** Gives the buffer of a compressed batch back with its last command. */
    private void dropDrained() {
        if (!unpacked.isReadable()) {
            unpacked.release();
            unpacked = Unpooled.EMPTY_BUFFER;
        }
    }

    /**
     * The frame's header, the same object at each call; the caller's until the next {@link #next}.
     */
    public ProxyHeader header() {
        return header;
    }

    /**
     * The frame's payload, {@code header().len()} bytes, a slice of the buffer it came in unless it
     * is {@link #decoded}. The caller owns the reference. Once per frame; a payload that is not
     * taken is released by the next one or by {@link #close}.
     */
    public ByteBuf takePayload() {
        ByteBuf taken = payload;
        payload = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    /** Whether the frame's payload came compressed and stands in a buffer of its own. */
    public boolean decoded() {
        return decoded;
    }

    /** Why the last call said {@link Next#MALFORMED}. */
    public FrameError error() {
        return error;
    }

    /** Lets go of what nobody took. */
    public void close() {
        takePayload().release();
        unpacked.release();
        unpacked = Unpooled.EMPTY_BUFFER;
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
            found = checkPacked();
        }
        if (header.has(ProxyHeader.FLAG_BATCH)) {
            innerLeft = header.batchNr();
            header.batchNr(0).len(0);
        }
        header.flags(header.flags() & ~ENCODINGS);
        return found;
    }

    /** How much a compressed payload will be is said before it is decoded, so nothing can swell. */
    private FrameError checkPacked() {
        if (decompressor.isEmpty()) {
            return FrameError.COMPRESSED;
        }
        packed = header.len();
        boolean batch = header.has(ProxyHeader.FLAG_BATCH);
        int length = batch ? header.batchNr() * ProxyHeader.BYTES : header.vBytes();
        if (length <= 0 || length > ProxyHeader.MAX_PAYLOAD) {
            return FrameError.LZ4;
        }
        header.len(length);
        return FrameError.NONE;
    }
}
