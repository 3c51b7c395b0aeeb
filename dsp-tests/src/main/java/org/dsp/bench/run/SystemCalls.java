package org.dsp.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dsp.bench.load.Measured;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Signal;

/**
 * System calls on the connections between the two proxies, by both of them, per message: a round
 * trip is two messages, and each is written once and read once if nothing is put together.
 */
final class SystemCalls {
    private static final Figure CALLS =
            new Figure("syscalls64", "per_message", "calls per message");
    private static final double MESSAGES_PER_ROUND_TRIP = 2;
    private static final String LOAD = "rtt " + Rows.MANY;

    private static final String KEY = "syscalls64";

    private final Starter starter;
    private final Sides sides;

    SystemCalls(Starter starter, Sides sides) {
        this.starter = starter;
        this.sides = sides;
    }

    /** Whether a row is this one, which needs the right to count. */
    static boolean isIt(Row row) {
        return row.key().equals(KEY);
    }

    /** The row, untimed. */
    Row row(List<String> names) {
        List<Contender> contenders = new ArrayList<>();
        for (String name : names) {
            contenders.add(
                    new Contender(
                            name,
                            new Contender.Round() {
                                @Override
                                public Map<Figure, Double> run(Duration length) {
                                    return count(sides.of(name), length);
                                }

                                @Override
                                public void warmUp(Duration length) {
                                    sides.of(name).run(LOAD, length);
                                }
                            }));
        }
        return new Row(
                KEY,
                "between the proxies; request/reply, clients: 64, servers: 1; untimed",
                List.of(CALLS),
                contenders,
                false);
    }

    private Map<Figure, Double> count(Side side, Duration length) {
        List<ChildProcess> counting = new ArrayList<>();
        try {
            for (ChildProcess process : side.between()) {
                List<Integer> descriptors = TcpSockets.of(process.pid(), side.middle());
                counting.add(
                        starter.bound(
                                "perf-" + side.name() + counting.size(),
                                Perf.command(process.pid(), descriptors)));
            }
            counting.forEach(one -> one.awaitLine(".*syscalls:.*"));
            Measured measured = side.run(LOAD, length);
            long calls = 0;
            for (ChildProcess one : counting) {
                one.signal(Signal.INT);
                one.awaitExit();
                calls += Perf.sum(one.err().lines());
            }
            double messages = measured.get(Measured.COUNT) * MESSAGES_PER_ROUND_TRIP;
            return Map.of(CALLS, calls / messages);
        } finally {
            counting.forEach(ChildProcess::close);
        }
    }
}
