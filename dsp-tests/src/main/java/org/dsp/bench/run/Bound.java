package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a result should be. For information: it never decides how the benchmark ends.
 *
 * @param name of the result
 * @param atMost else at least
 * @param limit the bound
 * @param what for people
 */
record Bound(String name, boolean atMost, double limit, String what) {
    /** Nothing: an object has 16 bytes at least, and JMH counts a few that it makes itself. */
    private static final double GARBAGE = 0.1;

    private static final int NAME = 28;
    private static final int LIMIT = 10;
    private static final int VALUE = 10;

    /** All of them. */
    static List<Bound> all() {
        return List.of(
                new Bound("rtt1.p50.vs_haproxy", true, 1.0, "1 client, p50"),
                new Bound("rtt1.p99.vs_haproxy", true, 1.3, "1 client, p99"),
                new Bound("rtt1.p50.vs_relay", true, 1.15, "1 client, p50, bare Netty relays"),
                new Bound("rps64x1.vs_haproxy", false, 1.0, "64 clients, 1 server, rate"),
                new Bound("rps64x8.vs_haproxy", false, 1.5, "64 clients, 8 servers, rate"),
                new Bound("syscalls64.per_message", true, 0.2, "system calls between daemons"),
                new Bound("oneway64.vs_haproxy", false, 1.5, "64 senders one way, rate"),
                new Bound("copy.vs_haproxy", false, 0.7, "vcopy, MB/s"),
                new Bound("cpu64.vs_haproxy", true, 1.0, "64 clients, CPU of the proxies"),
                new Bound("stopped.p99.vs_healthy", true, 1.3, "p99 while another peer stands"),
                new Bound("agents.announced.per_s", false, 100_000, "session announcements/s"),
                new Bound("agents.joined.s", true, 5, "s, joiner with 1 million sessions"),
                new Bound("agents.session.bytes", true, 200, "bytes of a session in a table"),
                new Bound("agents.hundred.s", true, 10, "s, 100 nodes for 10 simulated min"),
                new Bound("starts.ready.ms", true, 1000, "ms until dspd is ready"),
                new Bound("starts.dlbcmd.ms", true, 500, "ms, dlbcmd cluster"),
                new Bound("starts.dlbcmd_join.ms", true, 3000, "ms, dlbcmd cluster --join"),
                new Bound("idle.rss.mb", true, 110, "MB, a daemon of 3 without work"),
                new Bound("idle.cpu.percent", true, 1, "% of a core, a daemon without work"),
                new Bound("route.slowest.ns", true, 100, "ns, a message of a session"),
                new Bound("route.garbage.bytes", true, GARBAGE, "bytes allocated for it"),
                new Bound("choice.slowest.ns", true, 1000, "ns, choice among 100 nodes"),
                new Bound(
                        "services.beyond.p50.ms", true, 5, "ms, start on demand, beyond by hand"));
    }

    /** Whether a value is within the bound. */
    boolean holds(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /** The bound alone, such as {@code ≤ 1.30}. */
    String text() {
        return (atMost ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.2f", limit);
    }

    /** A line for each bound. */
    static List<String> report(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add("bounds (information, not a verdict)");
        for (Bound bound : all()) {
            Optional<Double> value = results.get(bound.name());
            lines.add(
                    Table.cell("  " + bound.name(), NAME)
                            + Table.cell(bound.text(), LIMIT)
                            + Table.cell(value.map(Numbers::text).orElse("-"), VALUE)
                            + value.map(given -> bound.holds(given) ? "holds" : "does not hold")
                                    .orElse("not measured"));
        }
        return lines;
    }
}
