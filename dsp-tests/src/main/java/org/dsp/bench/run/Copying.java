package org.dsp.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dsp.bench.load.Measured;

/** Bulk data to the server and back, half of the time each. */
final class Copying {
    private static final Figure PUT = new Figure("copy.put", "mbps", "MB/s to the server");
    private static final Figure GET = new Figure("copy.get", "mbps", "MB/s from the server");
    private static final Figure BOTH = new Figure("copy", "mbps", "MB/s both ways in turn");
    private static final Figure CPU = new Figure("copy.cpu", "s_per_gb", "proxies' CPU s per GB");

    /** What a round gives. */
    static final List<Figure> FIGURES = List.of(PUT, GET, BOTH, CPU);

    /** Of one copy that a client asks for: 64 pieces of 1 MiB. */
    private static final int BYTES = 64 << 20;

    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    private Copying() {}

    /** One round. */
    static Map<Figure, Double> round(Side side, Duration length) {
        Duration half = length.dividedBy(2);
        double before = side.cpuSeconds();
        Measured put = side.run("put " + BYTES, half);
        Measured get = side.run("get " + BYTES, half);
        double used = side.cpuSeconds() - before;
        double putBytes = put.get(Measured.BYTES);
        double getBytes = get.get(Measured.BYTES);
        double putSeconds = put.get(Measured.SECONDS);
        double getSeconds = get.get(Measured.SECONDS);
        return Map.of(
                PUT, putBytes / putSeconds / MILLION,
                GET, getBytes / getSeconds / MILLION,
                BOTH, (putBytes + getBytes) / (putSeconds + getSeconds) / MILLION,
                CPU, used / (putBytes + getBytes) * BILLION);
    }
}
