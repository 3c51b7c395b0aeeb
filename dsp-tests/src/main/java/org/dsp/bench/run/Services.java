package org.dsp.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dsp.bench.load.StartedServer;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Repository;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;

/**
 * What a service's start on demand costs beyond the start of its program: the same program, in
 * turn, by hand and by the daemon for a client on another node.
 */
final class Services {
    private static final Figure OWN =
            new Figure("services.program", "ms", "ms, program by hand: fork, bind");
    private static final Figure DELIVERED =
            new Figure("services.delivered", "ms", "ms, on demand: request, delivery");
    private static final Figure BEYOND =
            new Figure("services.beyond.p50", "ms", "ms beyond by hand, p50");
    private static final Figure BEYOND_99 =
            new Figure("services.beyond.p99", "ms", "ms beyond by hand, p99");
    private static final Figure HANDED =
            new Figure("services.handover.p50", "ms", "ms from bind to delivery, p50");
    private static final Figure HANDED_99 =
            new Figure("services.handover.p99", "ms", "ms from bind to delivery, p99");
    private static final Figure ANSWERED =
            new Figure("services.answered", "ms", "ms until answered, beyond by hand");

    private static final int STARTS = 50;
    private static final int CLIENT_NODE = 1;
    private static final int SERVER_NODE = 2;
    private static final int SERVICE = 20;
    private static final int BY_HAND = 10;
    private static final int CLIENT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MEDIAN = 50;
    private static final int NEARLY_ALL = 99;

    /** Small, and quickly there. */
    private static final List<String> PROGRAM =
            List.of(
                    Repository.java().toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx32m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StartedServer.class.getName());

    private final Starter starter;

    Services(Starter starter) {
        this.starter = starter;
    }

    /** The row: as many starts as it takes; one round is enough. */
    Row row() {
        return new Row(
                "services",
                "a program started on demand beside the same by hand, in turn, "
                        + STARTS
                        + " times each",
                List.of(OWN, DELIVERED, BEYOND, BEYOND_99, HANDED, HANDED_99, ANSWERED),
                List.of(new Contender("services", new Run(starter))),
                false);
    }

    /** What the program is started by, in a cluster file. */
    private static String prog() {
        return PROGRAM.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    /**
     * A start and what came of it, in µs.
     *
     * @param bound from its beginning until the program was bound
     * @param delivered until it had its first message
     * @param answered until its answer was there
     */
    record Start(int bound, int delivered, int answered) {
        /** Of the program's answer, which came now. */
        static Start of(int begun, Message answer) {
            return new Start(
                    answer.m1().i1() - begun,
                    answer.m1().i2() - begun,
                    StartedServer.micros() - begun);
        }
    }

    /**
     * Both kinds of start, one right after the other.
     *
     * @param hand from the fork on
     * @param demand from the client's request on
     */
    record Pair(Start hand, Start demand) {}

    static Map<Figure, Double> figures(List<Pair> pairs) {
        Sample beyond = millis(pairs, each -> each.demand.delivered - each.hand.bound);
        Sample handed = millis(pairs, each -> each.demand.delivered - each.demand.bound);
        return Map.of(
                OWN, millis(pairs, each -> each.hand.bound).median(),
                DELIVERED, millis(pairs, each -> each.demand.delivered).median(),
                BEYOND, beyond.percentile(MEDIAN),
                BEYOND_99, beyond.percentile(NEARLY_ALL),
                HANDED, handed.percentile(MEDIAN),
                HANDED_99, handed.percentile(NEARLY_ALL),
                ANSWERED, millis(pairs, each -> each.demand.answered - each.hand.bound).median());
    }

    private interface Micros {
        int of(Pair pair);
    }

    private static Sample millis(List<Pair> pairs, Micros micros) {
        double each = TimeUnit.MILLISECONDS.toMicros(1);
        return new Sample(pairs.stream().map(pair -> micros.of(pair) / each).toList());
    }

    private record Run(Starter starter) implements Contender.Round {
        @Override
        public void warmUp(Duration length) {
            // A service's first client waits for the first start; it counts like the others.
        }

        @Override
        public Map<Figure, Double> run(Duration length) {
            Cluster cluster =
                    Cluster.of("bench-services", CLIENT_NODE, SERVER_NODE)
                            .clients(CLIENT_NODE)
                            .block(
                                    "service started { dcid 0; ext_ep 20; min_ep 20; max_ep 29;"
                                            + " bind replica; prog \"%s\"; };".formatted(prog()))
                            .logs(starter.logs().resolve("services"))
                            .prepare();
            starter.onClose(cluster::close);
            cluster.start().awaitLinked();
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                pairs.add(pair(cluster, i % 2 == 0));
            }
            cluster.close();
            return figures(pairs);
        }

        private static Pair pair(Cluster cluster, boolean handFirst) {
            if (handFirst) {
                Start hand = byHand(cluster);
                return new Pair(hand, onDemand(cluster));
            }
            Start demand = onDemand(cluster);
            return new Pair(byHand(cluster), demand);
        }

        private static Start byHand(Cluster cluster) {
            try (Dvk dvk = Dvk.attach(cluster.node(SERVER_NODE).socket());
                    Endpoint me = dvk.bind(0, CLIENT)) {
                List<String> command = new ArrayList<>(PROGRAM);
                command.add("0");
                command.add(Integer.toString(BY_HAND));
                int begun = StartedServer.micros();
                try (ChildProcess program =
                        ChildProcess.start(
                                "by-hand",
                                command,
                                Map.of(Dvk.SOCKET_VARIABLE, dvk.socket().toString()),
                                cluster.directory(),
                                cluster.logs())) {
                    me.waitForBind(BY_HAND, PATIENCE);
                    Start start = Start.of(begun, me.sendrec(BY_HAND, new Message(), PATIENCE));
                    program.kill();
                    return start;
                }
            }
        }

        /** It ends with its client; the next start must not share the machine with that. */
        private static Start onDemand(Cluster cluster) {
            Message answer;
            Start start;
            try (Dvk dvk = Dvk.attach(cluster.node(CLIENT_NODE).socket());
                    Endpoint me = dvk.bind(0, CLIENT)) {
                int begun = StartedServer.micros();
                answer = me.sendrec(SERVICE, new Message(), PATIENCE);
                start = Start.of(begun, answer);
            }
            awaitEnd(answer.m1().i3());
            return start;
        }

        private static void awaitEnd(long pid) {
            ProcessHandle.of(pid)
                    .ifPresent(
                            program ->
                                    program.onExit()
                                            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                            .join());
        }
    }
}
