package org.dsp.bench.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/** What one client does during a round, on a thread of its own. */
interface Script {
    /**
     * Plays it.
     *
     * @param client its number, from 0
     * @param latencies takes what it measures, in ns
     * @param begin of the round, by {@link System#nanoTime}
     * @param deadline after which nothing new is begun
     * @return when its last request was answered
     */
    long play(int client, Connection connection, Histogram latencies, long begin, long deadline)
            throws IOException;
}
