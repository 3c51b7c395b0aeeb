package org.dsp.ipc;

import java.nio.ByteBuffer;

/**
 * The memory of an endpoint that {@code vcopy} may reach: what the program registered, and nothing
 * else. Register once and use again: a window costs an array copy under a lock, and addresses.
 *
 * <p>An address is a 32-bit number, above 0. Between windows there are at least 1 MiB of addresses
 * that belong to none, so a copy that overruns its window ends with EDVSFAULT and never lands in
 * another. Addresses of closed windows are used again only after all others were. Windows outlive a
 * restart of the daemon. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // signatures first, bodies next
public final class Memory {
    Memory() {}

    /**
     * Registers an array.
     *
     * @throws DvkException EDVSNOMEM if there are not enough free addresses: all windows and the
     *     gaps between them have 2 GiB; EDVSINVAL if it is empty
     */
    public Window register(byte[] bytes) {
        return register(ByteBuffer.wrap(bytes));
    }

    /**
     * Registers what is between the buffer's position and limit; later changes of these do not
     * matter. Direct (also mapped) buffers are sent without a copy. A read-only buffer can be the
     * source of copies only.
     *
     * @throws DvkException EDVSNOMEM, EDVSINVAL as above
     */
    public Window register(ByteBuffer buffer) {
        throw new UnsupportedOperationException(buffer.toString());
    }
}
