package org.dsp.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Repository;
import org.yaml.snakeyaml.Yaml;

/** {@code dlbcmd} as an operator runs it: a process, by its launcher. */
final class Tool {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What came of a command.
     *
     * @param status it ended with
     * @param out all of its standard output
     * @param err all of its standard error
     */
    record Result(int status, String out, String err) {
        /** The JSON that it printed. */
        Map<String, Object> json() {
            // JSON is YAML.
            Map<String, Object> report = new Yaml().load(out);
            return report;
        }

        /** The rows of a list in it. */
        List<Map<String, Object>> rows(String list) {
            @SuppressWarnings("unchecked") // The report has rows there.
            List<Map<String, Object>> rows = (List<Map<String, Object>>) json().get(list);
            return rows;
        }

        /** One field of each row. */
        List<Object> column(String list, String field) {
            return rows(list).stream().map(row -> row.get(field)).toList();
        }
    }

    private Tool() {}

    /** Asks the daemon of a node. */
    static Result run(Cluster cluster, int node, String... arguments) {
        try (ChildProcess tool = start(cluster, node, arguments)) {
            return result(tool);
        }
    }

    /** The same, and prints JSON. */
    static Result json(Cluster cluster, int node, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--json");
        return run(cluster, node, all.toArray(new String[0]));
    }

    /** Starts it, for the daemon of a node. */
    static ChildProcess start(Cluster cluster, int node, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--socket");
        all.add(cluster.node(node).adminSocket().toString());
        return launch(cluster, all);
    }

    /** Starts it with these arguments only. */
    static ChildProcess launch(Cluster cluster, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Repository.launcher("dlbcmd").toString());
        command.addAll(arguments);
        return ChildProcess.start(
                "dlbcmd-" + NUMBERS.incrementAndGet(),
                command,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                cluster.directory(),
                cluster.logs());
    }

    /** Waits for its end. */
    static Result result(ChildProcess tool) {
        int status = tool.awaitExit();
        return new Result(status, tool.out().text(), tool.err().text());
    }

    /** Configures the cluster with a file, from a node. */
    static Result configure(Cluster cluster, int node, Path file) {
        return run(cluster, node, "config", file.toString());
    }

    /** Waits until a list in what a command reports has these values in a field, on each node. */
    static void await(
            Cluster cluster, List<Integer> nodes, String command, String field, Object value) {
        for (int node : nodes) {
            Awaitility.await(command + " of node " + node + ": " + field + " = " + value)
                    .atMost(PATIENCE)
                    .until(() -> json(cluster, node, command).json().get(field), value::equals);
        }
    }
}
