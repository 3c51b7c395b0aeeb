package org.dsp.bench.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started so far; closed in the opposite order. */
final class Processes implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Remembers how to end something. */
    void onClose(Runnable closer) {
        closers.push(closer);
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
