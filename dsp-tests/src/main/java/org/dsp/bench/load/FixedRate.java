package org.dsp.bench.load;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Clients that ask at given times, whether or not the server keeps up. A request that could not
 * begin in time, because the one before it was not yet answered, counts from when it should have
 * begun: a stall is felt by all who would have asked during it. A request that began late because
 * this thread woke up late counts from its real begin: the timer of this program is not measured.
 *
 * @param clients how many share the rate; their requests are spread evenly in time
 * @param perSecond requests of all of them together
 */
record FixedRate(int clients, int perSecond) implements Script {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public long play(
            int client, Connection connection, Histogram latencies, long begin, long deadline)
            throws IOException {
        double between = NANOS_PER_SECOND / perSecond;
        long end = begin;
        for (long request = client; ; request += clients) {
            long due = begin + Math.round(request * between);
            if (due >= deadline) {
                return end;
            }
            long start = begunAt(due);
            connection.roundTrip();
            end = System.nanoTime();
            latencies.recordValue(end - start);
        }
    }

    /** Waits until then; the time from which the request counts. */
    private static long begunAt(long due) {
        long now = System.nanoTime();
        if (now >= due) {
            return due;
        }
        while (now < due) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
        }
        return now;
    }
}
