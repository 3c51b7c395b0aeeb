package org.dsp.bench.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/** A client that asks again as soon as it is answered. */
record ClosedLoop(Step step) implements Script {
    @Override
    public long play(
            int client, Connection connection, Histogram latencies, long begin, long deadline)
            throws IOException {
        long now = System.nanoTime();
        while (now < deadline) {
            step.run(connection);
            long end = System.nanoTime();
            latencies.recordValue(end - now);
            now = end;
        }
        return now;
    }

    /** What it asks. */
    interface Step {
        void run(Connection connection) throws IOException;
    }
}
