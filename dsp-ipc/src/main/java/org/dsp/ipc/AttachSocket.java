package org.dsp.ipc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dsp.ipc.attach.AttachFrame;

/**
 * The bytes to and from the daemon: a non-blocking Unix socket with a selector of its own, and two
 * direct buffers. May connect many times, one after another. Owned by one thread at a time, except
 * {@link #wakeup}.
 *
 * <p>Why a selector, as measured (60 000 round trips of 64 bytes with a C echo on 2 cores, three
 * interleaved runs): a blocking channel has p50 14 µs on a platform thread and 48–57 µs on a
 * virtual one (JDK 25), this has 16 µs and 25–38 µs; with 64 threads 9 and 11 µs a round trip
 * against 11 and 16. But an interrupt in a blocking read closes the channel, always, and with it
 * the daemon's binding; a select returns at once with the flag set, and the channel goes on. A
 * blocking read has no time-out either, so a frozen daemon would hold its callers. Two microseconds
 * buy both.
 */
final class AttachSocket {
    /** Room for a frame of full size behind one that is not complete, and more. */
    private static final int INPUT_BYTES = 1 << 18;

    private static final int OUTPUT_BYTES = 1 << 13;

    /**
     * What the kernel may hold of what was written, in bytes: a whole vcopy, so that its chunks go
     * out without a wait. Linux gives twice what {@code net.core.wmem_max} says at most.
     */
    private static final int SOCKET_BUFFER = 1 << 20;

    /** A daemon that asks for this much without reading any is broken. */
    private static final int MOST_OUTPUT = 1 << 24;

    /** From here on a gathering write costs less than a copy. */
    private static final int WORTH_GATHERING = 4096;

    private final Selector selector;
    private final ByteBuffer input =
            ByteBuffer.allocateDirect(INPUT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer[] pair = new ByteBuffer[2];
    private ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES);
    private SocketChannel channel;
    private SelectionKey key;
    private boolean waitsToWrite;
    private int inputStart;
    private int inputEnd;
    private long queued;
    private long written;

    AttachSocket() throws IOException {
        this.selector = Selector.open();
    }

    /**
     * Connects. What was left of an earlier connection is gone.
     *
     * @return false if too many others wait to be accepted just now
     */
    boolean connect(Path path) throws IOException {
        disconnect();
        SocketChannel fresh = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            fresh.configureBlocking(false);
            fresh.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            connected = tryConnect(fresh, path);
            if (connected) {
                key = fresh.register(selector, SelectionKey.OP_READ);
            }
        } finally {
            if (!connected) {
                fresh.close();
            }
        }
        if (!connected) {
            return false;
        }
        channel = fresh;
        waitsToWrite = false;
        inputStart = 0;
        inputEnd = 0;
        output.clear();
        queued = 0;
        written = 0;
        return true;
    }

    private static boolean tryConnect(SocketChannel fresh, Path path) throws IOException {
        try {
            return fresh.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            // The JDK has no exception of its own for EAGAIN, only a text in the user's language.
            // But nothing else happens to a socket that is there and may be written.
            if (Files.isWritable(path)) {
                return false;
            }
            throw e;
        }
    }

    boolean isConnected() {
        return channel != null;
    }

    /** Closes the connection, if there is one. */
    void disconnect() {
        SocketChannel old = channel;
        channel = null;
        try {
            if (old != null) {
                old.close();
                selector.selectNow(AttachSocket::ignore);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing a socket failed", e);
        }
    }

    /** Closes for good. */
    void close() {
        disconnect();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a selector failed", e);
        }
    }

    /** Ends the present or the next {@link #await}. From any thread. */
    void wakeup() {
        selector.wakeup();
    }

    /** Appends a frame without payload to what goes out with the next {@link #flush}. */
    void put(AttachFrame frame) throws BrokenConnection {
        room(AttachFrame.BYTES);
        output.put(frame.length(0).array());
        queued += AttachFrame.BYTES;
    }

    /** Appends a frame with a payload, and perhaps writes: the payload is the caller's again. */
    void put(AttachFrame frame, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        room(AttachFrame.BYTES);
        output.put(frame.length(length).array());
        queued += AttachFrame.BYTES + length;
        if (payload.isDirect() && length >= WORTH_GATHERING) {
            gather(payload);
        }
        room(payload.remaining());
        output.put(payload);
    }

    /** Bytes ever appended on this connection. */
    long queued() {
        return queued;
    }

    /** Bytes of these that the socket has taken. */
    long written() {
        return written;
    }

    /** Bytes that the socket has not taken yet. */
    int pending() {
        return output.position();
    }

    /** Writes what the socket takes now. */
    void flush() throws IOException {
        if (output.position() > 0) {
            output.flip();
            try {
                written += channel.write(output);
            } finally {
                output.compact();
            }
        }
    }

    private void gather(ByteBuffer payload) throws IOException {
        output.flip();
        pair[0] = output;
        pair[1] = payload;
        try {
            written += channel.write(pair, 0, 2);
        } finally {
            pair[1] = null;
            output.compact();
        }
    }

    /**
     * Waits until there is something to read, or room for what is pending, or {@code millis} have
     * passed (-1: for ever), or the thread is interrupted, or {@link #wakeup}. May return early.
     */
    void await(long millis) throws IOException {
        boolean write = output.position() > 0;
        if (channel != null && write != waitsToWrite) {
            key.interestOps(
                    write ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            waitsToWrite = write;
        }
        if (millis == 0) {
            selector.selectNow(AttachSocket::ignore);
        } else {
            selector.select(AttachSocket::ignore, Math.max(0, millis));
        }
    }

    /** Reads what is there; false at the end of the stream. */
    boolean fill() throws IOException {
        if (input.capacity() - inputEnd < AttachFrame.BYTES + AttachFrame.MAX_PAYLOAD) {
            input.limit(inputEnd).position(inputStart);
            input.compact();
            inputEnd -= inputStart;
            inputStart = 0;
        }
        input.limit(input.capacity()).position(inputEnd);
        int count = channel.read(input);
        inputEnd = input.position();
        return count >= 0;
    }

    /** The bytes read; those from {@link #inputStart()} up to {@link #inputEnd()} are unused. */
    ByteBuffer input() {
        return input.limit(inputEnd);
    }

    int inputStart() {
        return inputStart;
    }

    int inputEnd() {
        return inputEnd;
    }

    /** The next {@code count} bytes of input are used. */
    void consume(int count) {
        inputStart += count;
        if (inputStart == inputEnd) {
            inputStart = 0;
            inputEnd = 0;
        }
    }

    private void room(int bytes) throws BrokenConnection {
        if (output.remaining() >= bytes) {
            return;
        }
        int needed = output.position() + bytes;
        if (needed > MOST_OUTPUT) {
            throw new BrokenConnection("the daemon asks for memory and does not read it");
        }
        ByteBuffer larger = ByteBuffer.allocateDirect(Integer.highestOneBit(needed) << 1);
        output = larger.put(output.flip());
    }

    /** For the selector: whoever waits looks at the socket itself. */
    private static void ignore(SelectionKey ready) {}
}
