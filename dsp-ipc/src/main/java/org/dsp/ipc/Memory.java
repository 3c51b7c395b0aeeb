package org.dsp.ipc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of an endpoint that {@code vcopy} may reach: what the program registered, and nothing
 * else. Register once and use again: a window costs an array copy under a lock, and addresses.
 *
 * <p>An address is a 32-bit number, above 0. Between windows there is at least 1 MiB of addresses
 * that belong to none, so a copy that overruns its window ends with EDVSFAULT and never lands in
 * another. Addresses of closed windows are used again only when the others are used up. Windows
 * outlive a restart of the daemon. Thread-safe.
 */
public final class Memory {
    private static final Window[] NONE = {};

    private final ReentrantLock lock = new ReentrantLock();
    private final AddressSpace space;

    // Sorted by address; replaced, never changed, so that a lookup needs no lock.
    private volatile Window[] windows = NONE;

    Memory() {
        this(Integer.MAX_VALUE);
    }

    /** With addresses up to {@code end}, for tests of its exhaustion. */
    Memory(int end) {
        this.space = new AddressSpace(end);
    }

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
     * source of copies only. When the file of a mapped buffer is cut, a copy to it ends with
     * EDVSFAULT, and a copy from it breaks the connection (EDVSNOTCONN).
     *
     * @throws DvkException EDVSNOMEM, EDVSINVAL as above
     */
    public Window register(ByteBuffer buffer) {
        ByteBuffer bytes = buffer.slice();
        if (!bytes.hasRemaining()) {
            throw new DvkException(ErrorCode.EDVSINVAL, "a window needs at least one byte");
        }
        lock.lock();
        try {
            int address = space.allocate(bytes.remaining());
            if (address == 0) {
                throw new DvkException(
                        ErrorCode.EDVSNOMEM,
                        "no free addresses for a window of "
                                + bytes.remaining()
                                + " bytes beside "
                                + windows.length
                                + " others; close some, or register larger ones once");
            }
            Window window = new Window(this, address, bytes);
            Window[] old = windows;
            int at = -indexOf(old, address) - 1;
            Window[] more = Arrays.copyOf(old, old.length + 1);
            System.arraycopy(old, at, more, at + 1, old.length - at);
            more[at] = window;
            windows = more;
            return window;
        } finally {
            lock.unlock();
        }
    }

    /** Frees the addresses of {@code window}, once. */
    void remove(Window window) {
        lock.lock();
        try {
            Window[] old = windows;
            int at = indexOf(old, window.address());
            Window[] less = Arrays.copyOf(old, old.length - 1);
            System.arraycopy(old, at + 1, less, at, less.length - at);
            windows = less;
            space.free(window.address());
        } finally {
            lock.unlock();
        }
    }

    /** The window that has all of these addresses; null if there is none. */
    Window find(int address, int bytes) {
        Window[] all = windows;
        int at = indexOf(all, address);
        if (at < 0) {
            at = -at - 2;
        }
        return at >= 0 && all[at].contains(address, bytes) ? all[at] : null;
    }

    /** As {@link Arrays#binarySearch(int[], int)}, by address. */
    private static int indexOf(Window[] windows, int address) {
        int low = 0;
        int high = windows.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int start = windows[middle].address();
            if (start == address) {
                return middle;
            }
            if (start < address) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
