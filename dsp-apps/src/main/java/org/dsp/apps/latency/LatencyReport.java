package org.dsp.apps.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that the client prints; times in seconds with nine decimals. */
final class LatencyReport {
    private static final double NANOS = 1e9;

    /** The original counts the request and the answer. */
    private static final int MESSAGES_PER_LOOP = 2;

    private LatencyReport() {}

    /** The line of one loop, counted from 0. */
    static String loop(int loop, long nanos) {
        return format("Time total elapsed in loop %d: %.9f [s]", loop, nanos / NANOS);
    }

    /** The lines at the end; none for a run without loops. */
    static List<String> summary(LatencyRun run) {
        int loops = run.loops();
        if (loops == 0) {
            return List.of();
        }
        double seconds = Math.max(1, run.total()) / NANOS;
        List<String> lines = new ArrayList<>();
        lines.addAll(measured(run, loops, seconds));
        if (run.longestGap() > 0) {
            lines.add(
                    format(
                            "Errors between %d loops: %d, longest time without an answer %.9f [s]",
                            loops, run.errors(), run.longestGap() / NANOS));
        }
        return lines;
    }

    private static List<String> measured(LatencyRun run, int loops, double seconds) {
        return List.of(
                format("Total average latency in %d loops: %.9f [s]", loops, seconds / loops),
                format(
                        "Message throughput in %d loops: %.2f [msg/s]",
                        loops, MESSAGES_PER_LOOP * (loops / seconds)),
                format(
                        "Latency percentiles in %d loops: p50 %.9f, p99 %.9f, max %.9f [s]",
                        loops,
                        run.percentile(50) / NANOS,
                        run.percentile(99) / NANOS,
                        run.longest() / NANOS));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
