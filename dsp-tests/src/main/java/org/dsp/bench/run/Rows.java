package org.dsp.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dsp.bench.load.Measured;

/** The rows of the table. */
final class Rows {
    /** Clients of the row with many. */
    static final int MANY = 64;

    /** Of one copy that a client asks for: 64 pieces of 1 MiB. */
    private static final int COPY_BYTES = 64 << 20;

    private static final double MILLION = 1e6;

    private static final Figure RTT1_P50 = new Figure("rtt1.p50", "us", "p50 µs");
    private static final Figure RTT1_P99 = new Figure("rtt1.p99", "us", "p99 µs");
    private static final Figure RPS1 = new Figure("rps1x1", "per_s", "round trips/s");
    private static final Figure CPU1 =
            new Figure("cpu1", "s_per_million", "proxies' CPU s per million");
    private static final Figure RTT64_P50 = new Figure("rtt64.p50", "us", "p50 µs");
    private static final Figure RTT64_P99 = new Figure("rtt64.p99", "us", "p99 µs");
    private static final Figure RPS64 = new Figure("rps64x1", "per_s", "round trips/s");
    private static final Figure CPU64 =
            new Figure("cpu64", "s_per_million", "proxies' CPU s per million");
    private static final Figure COPY_PUT = new Figure("copy.put", "mbps", "MB/s to the server");
    private static final Figure COPY_GET = new Figure("copy.get", "mbps", "MB/s from the server");
    private static final Figure COPY = new Figure("copy", "mbps", "MB/s both ways in turn");

    private Rows() {}

    /** All rows, in the order of the table. */
    static List<Row> all() {
        return List.of(
                roundTrips(1, RTT1_P50, RTT1_P99, RPS1, CPU1),
                roundTrips(MANY, RTT64_P50, RTT64_P99, RPS64, CPU64),
                new Row(
                        "copy, memory to memory, 1 client, in pieces of 1 MiB",
                        List.of(COPY_PUT, COPY_GET, COPY),
                        Rows::copies));
    }

    private static Row roundTrips(int clients, Figure p50, Figure p99, Figure rate, Figure cpu) {
        return new Row(
                "request/reply, clients: " + clients + ", servers: 1",
                List.of(p50, p99, rate, cpu),
                (side, length) -> {
                    double before = side.cpuSeconds();
                    Measured measured = side.run("rtt " + clients, length);
                    double used = side.cpuSeconds() - before;
                    double count = measured.get(Measured.COUNT);
                    return Map.of(
                            p50,
                            measured.get(Measured.P50),
                            p99,
                            measured.get(Measured.P99),
                            rate,
                            count / measured.get(Measured.SECONDS),
                            cpu,
                            used * MILLION / count);
                });
    }

    private static Map<Figure, Double> copies(Side side, Duration length) {
        Duration half = length.dividedBy(2);
        Measured put = side.run("put " + COPY_BYTES, half);
        Measured get = side.run("get " + COPY_BYTES, half);
        double putBytes = put.get(Measured.BYTES);
        double getBytes = get.get(Measured.BYTES);
        double putSeconds = put.get(Measured.SECONDS);
        double getSeconds = get.get(Measured.SECONDS);
        return Map.of(
                COPY_PUT, putBytes / putSeconds / MILLION,
                COPY_GET, getBytes / getSeconds / MILLION,
                COPY, (putBytes + getBytes) / (putSeconds + getSeconds) / MILLION);
    }
}
