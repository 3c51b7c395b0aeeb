package org.dsp.bench.stream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Whole buffers and long runs of bytes over a blocking channel. */
public final class Bytes {
    private Bytes() {}

    /** Writes all that remains. */
    public static void write(SocketChannel channel, ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    /**
     * Reads until the buffer is full.
     *
     * @return false if the stream has ended before its first byte
     * @throws EOFException if it has ended later
     */
    public static boolean read(SocketChannel channel, ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                if (into.position() == start) {
                    return false;
                }
                throw new EOFException("the stream ends inside a frame");
            }
        }
        return true;
    }

    /** Writes {@code length} bytes out of {@code piece}, again and again. */
    public static void writeLong(SocketChannel channel, ByteBuffer piece, int length)
            throws IOException {
        for (int left = length; left > 0; left -= piece.limit()) {
            piece.clear().limit(Math.min(left, piece.capacity()));
            write(channel, piece);
        }
    }

    /** Reads {@code length} bytes into {@code piece}, again and again. */
    public static void readLong(SocketChannel channel, ByteBuffer piece, int length)
            throws IOException {
        for (int left = length; left > 0; left -= piece.limit()) {
            piece.clear().limit(Math.min(left, piece.capacity()));
            if (!read(channel, piece)) {
                throw new EOFException("the stream ends inside bulk data");
            }
        }
    }
}
