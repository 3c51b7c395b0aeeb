package org.dsp.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** One client that copies. */
final class Bulk {
    private static final double NANOS_PER_SECOND = 1e9;

    private Bulk() {}

    /** Copies of {@code bytes}, one after the other, for as long as {@code length}. */
    static Measured copies(Connection connection, boolean put, int bytes, Duration length)
            throws IOException {
        long begin = System.nanoTime();
        long end = begin;
        long count = 0;
        while (end - begin < length.toNanos()) {
            if (put) {
                connection.put(bytes);
            } else {
                connection.get(bytes);
            }
            count++;
            end = System.nanoTime();
        }
        return new Measured(
                Map.of(
                        Measured.COUNT,
                        (double) count,
                        Measured.BYTES,
                        (double) count * bytes,
                        Measured.SECONDS,
                        (end - begin) / NANOS_PER_SECOND));
    }
}
