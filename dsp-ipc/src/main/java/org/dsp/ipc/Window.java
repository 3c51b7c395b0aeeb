package org.dsp.ipc;

/**
 * A stretch of registered memory, see {@link Memory}. Addresses in it go into messages and into
 * {@link Endpoint#vcopy}. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // signatures first, bodies next
public final class Window implements AutoCloseable {
    Window() {}

    /** The address of its first byte, above 0. */
    public int address() {
        throw new UnsupportedOperationException();
    }

    /**
     * The address of the byte at {@code offset}, 0…{@link #length()}.
     *
     * @throws IndexOutOfBoundsException if it is outside
     */
    public int address(int offset) {
        throw new UnsupportedOperationException("offset " + offset);
    }

    /** How many bytes it has. */
    public int length() {
        throw new UnsupportedOperationException();
    }

    /**
     * Frees the addresses. On return no byte of the memory is read or written any more; copies that
     * still name it end with EDVSFAULT. Again: does nothing.
     */
    @Override
    public void close() {}
}
