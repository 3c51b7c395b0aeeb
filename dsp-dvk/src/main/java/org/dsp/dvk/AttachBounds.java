package org.dsp.dvk;

import org.dsp.ipc.attach.AttachFrame;
import org.dsp.net.ConnectionBounds;

/** How much attached processes may make the daemon hold. */
final class AttachBounds {
    /**
     * Room for one frame of everything that may be in flight but copies: answers, RETRACTs, BYE.
     */
    private static final int ANSWERS = 64 << 10;

    /**
     * What the kernel may hold of what was written to a process, in bytes: a whole vcopy, so that
     * its data wakes the process up a few times and not once per chunk. Linux gives twice what
     * {@code net.core.wmem_max} says at most.
     */
    static final int SOCKET_BUFFER = 1 << 20;

    private static final int READ_BUFFER = 1024;
    private static final int WRITE_BATCH = 2048;

    /** A library says HELLO at once; what does not is no program of ours. */
    private static final int FIRST_FRAME_MS = 10_000;

    /**
     * For all processes together; a quarter of the direct memory that the launcher gives the
     * daemon.
     */
    static final long ALL_WAITING = 64L << 20;

    private AttachBounds() {}

    /**
     * Bounds of one connection.
     *
     * <p>A process that reads is never stopped: what may legally wait for it is {@code copyChunks}
     * chunks and a few answers, and stopping to read one that is itself writing chunks would be a
     * deadlock. So reading stops at just above that. What may still be added then, without a frame
     * read from it, is once more as much; beyond three times that the connection is closed.
     *
     * @param copyChunks chunks in flight of one vcopy
     */
    static ConnectionBounds of(int copyChunks) {
        int legal = copyChunks * (AttachFrame.BYTES + AttachFrame.MAX_PAYLOAD) + ANSWERS;
        return new ConnectionBounds(
                READ_BUFFER, WRITE_BATCH, legal / 4, legal, 3 * legal, FIRST_FRAME_MS);
    }
}
