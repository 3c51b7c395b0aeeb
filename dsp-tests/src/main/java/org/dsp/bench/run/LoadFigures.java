package org.dsp.bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.bench.load.Measured;

/**
 * What rounds of requests give.
 *
 * @param p50 of the latencies
 * @param p99 of the latencies
 * @param rate how many per second
 * @param cpu what the proxies used for it, if there are any
 */
record LoadFigures(Figure p50, Figure p99, Figure rate, Optional<Figure> cpu) {
    private static final double MILLION = 1e6;

    /**
     * With these keys.
     *
     * @param cpu empty: there are no proxies
     * @param what the rate is called
     */
    static LoadFigures of(String latency, String rate, String cpu, String what) {
        return new LoadFigures(
                new Figure(latency + ".p50", "us", "p50 µs"),
                new Figure(latency + ".p99", "us", "p99 µs"),
                new Figure(rate, "per_s", what),
                cpu.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Figure(cpu, "s_per_million", "proxies' CPU s per million")));
    }

    /** In the order of the table. */
    List<Figure> all() {
        return cpu.map(seconds -> List.of(p50, p99, rate, seconds))
                .orElseGet(() -> List.of(p50, p99, rate));
    }

    /**
     * The figures of a round.
     *
     * @param seconds of CPU that the proxies used
     */
    Map<Figure, Double> of(Measured measured, double seconds) {
        double count = measured.get(Measured.COUNT);
        Map<Figure, Double> values = new HashMap<>();
        values.put(p50, measured.get(Measured.P50));
        values.put(p99, measured.get(Measured.P99));
        values.put(rate, count / measured.get(Measured.SECONDS));
        cpu.ifPresent(figure -> values.put(figure, seconds * MILLION / count));
        return values;
    }
}
