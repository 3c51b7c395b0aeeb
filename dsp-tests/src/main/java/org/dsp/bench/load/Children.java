package org.dsp.bench.load;

import java.io.IOException;
import java.io.InputStream;

/** How the benchmark's programs end: with their standard input, so with whoever started them. */
public final class Children {
    private Children() {}

    /** Ends this JVM when its standard input ends; watches it on a thread of its own. */
    public static void endWithInput() {
        Thread thread = new Thread(() -> watch(System.in), "stdin");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(InputStream input) {
        byte[] ignored = new byte[64];
        try {
            while (input.read(ignored) >= 0) {
                // Only the end means something.
            }
        } catch (IOException e) {
            System.err.println("standard input: " + e);
        }
        System.exit(0);
    }
}
