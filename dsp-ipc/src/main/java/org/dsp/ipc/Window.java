package org.dsp.ipc;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stretch of registered memory, see {@link Memory}. Addresses in it go into messages and into
 * {@link Endpoint#vcopy}. Thread-safe.
 */
public final class Window implements AutoCloseable {
    private final Memory memory;
    private final int address;
    private final ByteBuffer bytes;

    // Held while bytes move: close() waits for that, so that nothing lands after it.
    private final ReentrantLock use = new ReentrantLock();
    private boolean closed;

    Window(Memory memory, int address, ByteBuffer bytes) {
        this.memory = memory;
        this.address = address;
        this.bytes = bytes;
    }

    /** The address of its first byte, above 0. */
    public int address() {
        return address;
    }

    /**
     * The address of the byte at {@code offset}, 0…{@link #length()}.
     *
     * @throws IndexOutOfBoundsException if it is outside
     */
    public int address(int offset) {
        if (offset < 0 || offset > length()) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + " of a window of " + length() + " bytes");
        }
        return address + offset;
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.capacity();
    }

    /**
     * Frees the addresses. On return no byte of the memory is read or written any more; copies that
     * still name it end with EDVSFAULT. Again: does nothing.
     */
    @Override
    public void close() {
        use.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            use.unlock();
        }
        memory.remove(this);
    }

    boolean contains(int from, int count) {
        return from >= address && count >= 0 && from - address <= length() - count;
    }

    /** Whether it may be read; if so, until {@link #endUse} it stays open. */
    boolean beginUse() {
        use.lock();
        if (closed) {
            use.unlock();
            return false;
        }
        return true;
    }

    void endUse() {
        use.unlock();
    }

    /** Between {@link #beginUse} and {@link #endUse}: the bytes at these addresses. */
    ByteBuffer view(int from, int count) {
        return bytes.limit(from - address + count).position(from - address);
    }

    /** Takes {@code count} bytes at {@code offset} of {@code from}; false if it cannot. */
    boolean write(int to, ByteBuffer from, int offset, int count) {
        if (!beginUse()) {
            return false;
        }
        try {
            if (bytes.isReadOnly()) {
                return false;
            }
            bytes.limit(bytes.capacity()).put(to - address, from, offset, count);
            return true;
        } catch (IllegalStateException | InternalError e) {
            // A mapped file that was cut, or memory that was freed.
            return false;
        } finally {
            endUse();
        }
    }
}
