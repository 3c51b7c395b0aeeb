package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Tells a partial file that is being written from one whose writer was killed: the kernel drops a
 * lock with the process that holds it, whatever ends it. It belongs to the process and goes with
 * the first of its channels of the file that is closed, so nobody may look at files of its own.
 */
final class PartialLock {
    private PartialLock() {}

    /**
     * Takes the lock of a file that was just made; it lasts until the channel is closed.
     *
     * @return false if somebody else has it
     */
    static boolean take(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException noLocksHere) {
            // Then nobody else can have one either, and nothing is ever cleared up.
            return true;
        }
    }

    /**
     * Takes the lock of a file that may be stale, as a reader may; it lasts until the channel is
     * closed.
     *
     * @return whether nobody writes it
     */
    static boolean takeStale(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            return lock != null;
        } catch (IOException | OverlappingFileLockException held) {
            return false;
        }
    }
}
