package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.function.Consumer;

/** Does what may wait for a disk, somewhere else. */
interface Disk {
    /** Something that may wait. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @throws Refusal if it is not done
         */
        T run() throws IOException;
    }

    /**
     * Starts {@code work}. Later, on the server's own thread, calls {@code done} with its result or
     * {@code failed} with why there is none. What one call does happens before the next with the
     * same data begins if the caller waits for its end.
     */
    <T> void run(Work<T> work, Consumer<? super T> done, Consumer<? super Refusal> failed);
}
