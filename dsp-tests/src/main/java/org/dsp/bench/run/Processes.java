package org.dsp.bench.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What was started so far; closed in the opposite order. Thread-safe. */
final class Processes implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Remembers how to end something. */
    synchronized void onClose(Runnable closer) {
        closers.push(closer);
    }

    /** Ends what is left; again, or from a second thread meanwhile: only what that one has not. */
    @Override
    public void close() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            next.get().run();
        }
    }

    private synchronized Optional<Runnable> next() {
        return Optional.ofNullable(closers.poll());
    }
}
