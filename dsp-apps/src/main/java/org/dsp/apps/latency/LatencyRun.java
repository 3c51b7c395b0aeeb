package org.dsp.apps.latency;

import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** Asks and measures, one loop at a time. Not thread-safe. */
final class LatencyRun {
    /** One request and its answer; the message becomes the answer. */
    @FunctionalInterface
    interface Exchange {
        void sendrec(Message message);
    }

    private static final long LONGEST_NANOS = 24L * 3600 * 1_000_000_000;
    private static final int DIGITS = 3;

    private final Exchange exchange;
    private final LongSupplier clock;
    private final int cpuSeconds;
    private final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);
    private final Message message = new Message();
    private int loops;
    private long total;
    private long longest;
    private int errors;
    private long answeredAt;
    private boolean failing;
    private long longestGap;

    /**
     * A run of no loops yet.
     *
     * @param clock nanoseconds
     * @param cpuSeconds what each request asks of the server's processor
     */
    LatencyRun(Exchange exchange, LongSupplier clock, int cpuSeconds) {
        this.exchange = exchange;
        this.clock = clock;
        this.cpuSeconds = cpuSeconds;
    }

    /**
     * One loop more.
     *
     * @return its time in ns
     * @throws Failure if the answer is not the answer to this request
     * @throws DvkException if the call failed; the next loop repeats the request
     */
    long loop() {
        LatencyProtocol.makeRequest(message, loops, cpuSeconds);
        long start = clock.getAsLong();
        if (loops + errors == 0) {
            answeredAt = start;
        }
        try {
            exchange.sendrec(message);
        } catch (DvkException e) {
            errors++;
            failing = true;
            throw e;
        }
        long end = clock.getAsLong();
        long nanos = end - start;
        if (!LatencyProtocol.answers(message, loops)) {
            throw new Failure(ExitStatus.REFUSED, unexpected());
        }
        histogram.recordValue(Math.max(0, Math.min(LONGEST_NANOS, nanos)));
        loops++;
        total += nanos;
        longest = Math.max(longest, nanos);
        if (failing) {
            longestGap = Math.max(longestGap, end - answeredAt);
        }
        failing = false;
        answeredAt = end;
        return nanos;
    }

    private String unexpected() {
        String what = message.type() < 0 ? ErrorCode.describe(message.type()) : message.toString();
        return "loop "
                + loops
                + " was not answered by a latency_server (type 0x0B, the same m1i1): "
                + what;
    }

    /** Loops that were answered. */
    int loops() {
        return loops;
    }

    /** Their time together, ns. */
    long total() {
        return total;
    }

    /** The time, ns, that {@code percentile} % of the loops did not exceed. */
    long percentile(double percentile) {
        return Math.min(longest, histogram.getValueAtPercentile(percentile));
    }

    /** The longest loop, ns. */
    long longest() {
        return longest;
    }

    /** Calls that failed; no loops. */
    int errors() {
        return errors;
    }

    /** The longest time, ns, from an answer (or the beginning) over errors to the next answer. */
    long longestGap() {
        return longestGap;
    }
}
