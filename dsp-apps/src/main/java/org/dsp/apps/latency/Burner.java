package org.dsp.apps.latency;

import java.util.function.BooleanSupplier;

/** Keeps a processor busy, as a request may ask. */
final class Burner {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Burner() {}

    /** Burns {@code seconds}, or less if {@code stop} says so meanwhile. */
    static void burn(int seconds, BooleanSupplier stop) {
        long end = System.nanoTime() + seconds * NANOS_PER_SECOND;
        while (System.nanoTime() - end < 0 && !stop.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
