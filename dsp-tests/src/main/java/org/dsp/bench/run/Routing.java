package org.dsp.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dsp.bench.load.Measured;
import org.dsp.bench.router.RouterLoad;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Repository;

/** What a message of a session costs in the router, and a session's beginning, by JMH. */
final class Routing {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** By the names of the program's line, in the order of the table. */
    private static final Map<String, Figure> HITS =
            figures(
                    Map.entry("clientOut", new Figure("route.client_out", "ns", "ns, client, out")),
                    Map.entry("serverIn", new Figure("route.server_in", "ns", "ns, server, in")),
                    Map.entry("serverOut", new Figure("route.server_out", "ns", "ns, server, out")),
                    Map.entry("clientIn", new Figure("route.client_in", "ns", "ns, client, in")));

    private static final Map<String, Figure> POLICIES =
            figures(
                    policy("first_fit"),
                    policy("least_loaded"),
                    policy("round_robin"),
                    policy("random"),
                    policy("two_choices"));

    private static final Summary HIT =
            new Summary(
                    HITS,
                    new Figure("route.slowest", "ns", "ns, the slowest"),
                    new Figure("route.garbage", "bytes", "bytes allocated, most"));

    private static final Summary CHOICE =
            new Summary(
                    POLICIES,
                    new Figure("choice.slowest", "ns", "ns, the slowest"),
                    new Figure("choice.garbage", "bytes", "bytes allocated, most"));

    private final Starter starter;

    Routing(Starter starter) {
        this.starter = starter;
    }

    /** The rows. JMH has its own rounds; one of ours is enough. */
    List<Row> rows() {
        return List.of(
                new Row(
                        "route",
                        "a message of one of 1000 open sessions in the router, by JMH",
                        HIT.figures(),
                        List.of(contender("route", HIT, "hit")),
                        false),
                new Row(
                        "choice",
                        "a session's first message: the choice among 100, 10 or 3 nodes, by JMH",
                        CHOICE.figures(),
                        List.of(choice(100), choice(10), choice(3)),
                        false));
    }

    private Contender choice(int nodes) {
        return contender("nodes" + nodes, CHOICE, "choice", Integer.toString(nodes));
    }

    private Contender contender(String name, Summary summary, String... arguments) {
        return new Contender(name, new Run(starter, name, summary, List.of(arguments)));
    }

    private static Map.Entry<String, Figure> policy(String name) {
        return Map.entry(name, new Figure("choice." + name, "ns", "ns, " + name));
    }

    @SafeVarargs
    private static Map<String, Figure> figures(Map.Entry<String, Figure>... entries) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Map.Entry<String, Figure> entry : entries) {
            figures.put(entry.getKey(), entry.getValue());
        }
        return figures;
    }

    /**
     * What becomes of a line of the program.
     *
     * @param each a figure for each name in it
     * @param slowest the largest of them
     * @param garbage the most that any of them allocates
     */
    record Summary(Map<String, Figure> each, Figure slowest, Figure garbage) {
        List<Figure> figures() {
            List<Figure> all = new ArrayList<>(each.values());
            all.add(slowest);
            all.add(garbage);
            return all;
        }

        Map<Figure, Double> parsed(String line) {
            Measured measured = Measured.parse(line.substring(RouterLoad.DONE.length() + 1));
            Map<Figure, Double> values = new HashMap<>();
            each.forEach(
                    (name, figure) -> {
                        values.put(figure, measured.get(name));
                        values.merge(slowest, measured.get(name), Math::max);
                        values.merge(garbage, measured.get(name + RouterLoad.BYTES), Math::max);
                    });
            return values;
        }
    }

    private record Run(Starter starter, String name, Summary summary, List<String> arguments)
            implements Contender.Round {
        @Override
        public void warmUp(Duration length) {
            // JMH warms up in each of its JVMs.
        }

        @Override
        public Map<Figure, Double> run(Duration length) {
            List<String> program =
                    new ArrayList<>(
                            List.of(
                                    Repository.java().toString(),
                                    "-XX:+UseSerialGC",
                                    "-Xmx128m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    RouterLoad.class.getName()));
            program.addAll(arguments);
            program.add(Long.toString(length.toMillis() / RouterLoad.ITERATIONS));
            try (ChildProcess child = starter.bound("router-" + name, program)) {
                return summary.parsed(child.awaitLine(RouterLoad.DONE + " .*", PATIENCE));
            }
        }
    }
}
