package org.dsp.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.bench.load.Measured;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.HarnessException;
import org.dsp.harness.Signal;

/**
 * Round trips to one peer, while the daemon of another is frozen and has a full window of messages
 * on the way to it, and while that one is well and nobody sends to it.
 */
final class StoppedPeer {
    private static final LoadFigures FIGURES =
            LoadFigures.of("stopped", "stopped.rps", "", Rows.ROUND_TRIPS);
    private static final int CLIENT_NODE = 1;
    private static final int BUSY_NODE = 2;
    private static final int STOPPED_NODE = 3;
    private static final int CLIENTS = 8;

    /** Four times the window: the others wait for room in it. */
    private static final int SENDERS = 64;

    private static final String WINDOW = "window_commands: 16";

    private final Starter starter;
    private Optional<Trio> trio = Optional.empty();

    StoppedPeer(Starter starter) {
        this.starter = starter;
    }

    /** The row. */
    Row row() {
        return new Row(
                "stopped",
                "request/reply to a peer, clients: 8, while another is frozen with a full window",
                FIGURES.all(),
                List.of(
                        new Contender("stopped", this::stopped),
                        new Contender("healthy", this::healthy)));
    }

    private Map<Figure, Double> healthy(Duration length) {
        return FIGURES.of(trio().busy().run("rtt " + CLIENTS, length), 0);
    }

    private Map<Figure, Double> stopped(Duration length) {
        Trio all = trio();
        all.frozen().signal(Signal.STOP);
        try {
            all.jam().ask("jam " + SENDERS, length);
            Measured measured = all.busy().run("rtt " + CLIENTS, length);
            double waiting = all.jam().ask("jammed", length).get(Measured.COUNT);
            if (waiting != SENDERS) {
                throw new HarnessException(
                        "the window was not full: %.0f of %d senders waited"
                                .formatted(waiting, SENDERS));
            }
            return FIGURES.of(measured, 0);
        } finally {
            all.frozen().signal(Signal.CONT);
            all.jam().ask("unjam", length);
        }
    }

    private Trio trio() {
        if (trio.isEmpty()) {
            trio = Optional.of(start());
        }
        return trio.orElseThrow();
    }

    private Trio start() {
        Cluster.Builder builder =
                Cluster.of("bench-stopped", CLIENT_NODE, BUSY_NODE, STOPPED_NODE)
                        .block(DspSide.CONTAINER)
                        .settingOfAll(WINDOW)
                        .prefix(CLIENT_NODE, starter.pinning().clientPrefix())
                        .prefix(BUSY_NODE, starter.pinning().serverPrefix())
                        .prefix(STOPPED_NODE, starter.pinning().serverPrefix())
                        .logs(starter.logs().resolve("stopped"));
        DspSide.PATIENT.forEach(builder::settingOfAll);
        Cluster cluster = builder.prepare();
        starter.onClose(cluster::close);
        cluster.start().awaitLinked();
        DspSide.server(starter, cluster, BUSY_NODE, DspSide.SERVER);
        DspSide.server(starter, cluster, STOPPED_NODE, DspSide.SERVER);
        return new Trio(
                client(cluster, BUSY_NODE),
                client(cluster, STOPPED_NODE),
                cluster.node(STOPPED_NODE).process());
    }

    private Side client(Cluster cluster, int node) {
        ChildProcess client = DspSide.client(starter, cluster, "stopped-client" + node, node, 1);
        return new Side("node" + node, client, List.of(), List.of());
    }

    private record Trio(Side busy, Side jam, ChildProcess frozen) {}
}
