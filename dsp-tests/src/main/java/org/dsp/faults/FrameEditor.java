package org.dsp.faults;

import java.nio.ByteBuffer;

/**
 * Changes frames as they pass, one way of one connection. It follows the stream from its first
 * byte, so that a corruption can begin at any time. While there is one, a header is held back until
 * it is complete.
 */
final class FrameEditor {
    private static final int NOWHERE = -1;

    private final Wire wire;
    private final FrameCursor cursor = new FrameCursor();

    /** How much of the present header has gone out. */
    private int emitted;

    private int payloadAt = NOWHERE;
    private int payloadXor;

    /** Applies the corruptions of a wire. */
    FrameEditor(Wire wire) {
        this.wire = wire;
    }

    /** What goes on in place of {@code in}: itself, where nothing is changed or held back. */
    ByteBuffer pass(ByteBuffer in) {
        if (cursor.lost()) {
            return in;
        }
        if (wire.corruptions().isEmpty() && emitted == cursor.header().position()) {
            follow(in.duplicate());
            return in;
        }
        ByteBuffer out = ByteBuffer.allocate(FrameCursor.HEADER + in.remaining());
        while (in.hasRemaining() && !cursor.lost()) {
            step(in, out);
        }
        if (wire.corruptions().isEmpty()) {
            emitHeader(out);
        }
        return out.put(in).flip();
    }

    private void follow(ByteBuffer in) {
        while (in.hasRemaining() && !cursor.lost()) {
            if (cursor.inHeader()) {
                cursor.takeHeader(in);
                emitted = cursor.header().position();
            } else {
                cursor.takePayload(in);
            }
        }
    }

    private void step(ByteBuffer in, ByteBuffer out) {
        if (!cursor.inHeader()) {
            payload(in, out);
            return;
        }
        if (!cursor.header().hasRemaining()) {
            emitted = 0;
        }
        if (cursor.takeHeader(in)) {
            if (!cursor.lost()) {
                corruptHeader();
            }
            emitHeader(out);
        }
    }

    private void payload(ByteBuffer in, ByteBuffer out) {
        int begin = cursor.payloadTaken();
        ByteBuffer from = in.duplicate();
        int bytes = cursor.takePayload(in);
        int first = out.position();
        out.put(from.limit(from.position() + bytes));
        if (payloadAt >= begin && payloadAt < begin + bytes) {
            flip(out, first + payloadAt - begin, payloadXor);
            payloadAt = NOWHERE;
        }
    }

    private void corruptHeader() {
        payloadAt = NOWHERE;
        ByteBuffer header = cursor.header();
        // All look at the frame as it came.
        wire.corruptions().stream().filter(c -> c.matches(header)).toList().forEach(this::apply);
    }

    private void apply(Corruption corruption) {
        if (!wire.corrupts(corruption)) {
            return;
        }
        if (corruption.at() < FrameCursor.HEADER) {
            flip(cursor.header(), corruption.at(), corruption.xor());
        } else {
            payloadAt = corruption.at() - FrameCursor.HEADER;
            payloadXor = corruption.xor();
        }
    }

    private void emitHeader(ByteBuffer out) {
        ByteBuffer header = cursor.header();
        out.put(header.slice(emitted, header.position() - emitted));
        emitted = header.position();
    }

    private static void flip(ByteBuffer buffer, int at, int xor) {
        buffer.put(at, (byte) (buffer.get(at) ^ xor));
    }
}
