package org.dsp.bench.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dsp.bench.agent.AgentLoad;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Repository;

/** What agents cost with a million sessions, and a hundred of them. */
final class Agents {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** In the order of the program's line. */
    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("agents.announced", "per_s", "session announcements/s"),
                    new Figure("agents.joined", "s", "s until a joiner has 1 million"),
                    new Figure("agents.session", "bytes", "bytes per session"),
                    new Figure("agents.hundred", "s", "s for 100 nodes, 10 min"));

    private final Starter starter;

    Agents(Starter starter) {
        this.starter = starter;
    }

    /** The row. A round takes as long as it takes; one is enough. */
    Row row() {
        return new Row(
                "agents",
                "agents alone: 1 million sessions on 3 nodes, and 100 nodes for 10 simulated minutes",
                FIGURES,
                List.of(new Contender("agents", new Run(starter))),
                false);
    }

    private record Run(Starter starter) implements Contender.Round {
        @Override
        public void warmUp(Duration length) {
            // The program begins cold, as a daemon does.
        }

        @Override
        public Map<Figure, Double> run(Duration length) {
            List<String> program =
                    List.of(
                            Repository.java().toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AgentLoad.class.getName());
            try (ChildProcess child = starter.bound("agents", program)) {
                return parsed(child.awaitLine(AgentLoad.DONE + " .*", PATIENCE));
            }
        }
    }

    static Map<Figure, Double> parsed(String line) {
        String[] words = line.split(" ", -1);
        Map<Figure, Double> values = new HashMap<>();
        for (int i = 0; i < FIGURES.size(); i++) {
            values.put(FIGURES.get(i), Double.parseDouble(words[i + 1]));
        }
        return values;
    }
}
