package org.dsp.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Programs that attach to the daemons of a {@link Cluster}, as real processes: those of users by
 * their launchers, small ones of a test by their main class.
 */
public final class Programs implements AutoCloseable {
    /** Where the launchers look for more flags of a JVM. */
    static final String JAVA_OPTIONS = "DSP_JAVA_OPTS";

    private final Cluster cluster;
    private final Path logs;
    private final List<ChildProcess> started = new ArrayList<>();

    Programs(Cluster cluster, Path logs) {
        this.cluster = cluster;
        this.logs = logs;
    }

    /** Starts {@code latency_server DCID ENDPOINT} on a node and waits until it is bound. */
    public ChildProcess latencyServer(int node, int dcid, int endpoint, String... more) {
        return server("latency_server", node, dcid, endpoint, more);
    }

    /** Starts {@code m3ftpd DCID ENDPOINT} on a node and waits until it is bound. */
    public ChildProcess m3ftpd(int node, int dcid, int endpoint, String... more) {
        return server("m3ftpd", node, dcid, endpoint, more);
    }

    /** Starts {@code latency_client} with these arguments on a node. */
    public ChildProcess latencyClient(int node, String... arguments) {
        return start("latency_client", node, List.of(arguments));
    }

    /** Starts {@code m3ftp} with these arguments on a node. */
    public ChildProcess m3ftp(int node, String... arguments) {
        return start("m3ftp", node, List.of(arguments));
    }

    /**
     * Starts the main class of a test in a JVM of its own. Its arguments are the path of the node's
     * socket, then {@code arguments}.
     */
    public ChildProcess java(Class<?> main, int node, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Repository.java().toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                cluster.node(node).socket().toString()));
        command.addAll(Arrays.asList(arguments));
        return add(main.getSimpleName(), node, command);
    }

    /** Ends all of them, the latest first. */
    @Override
    public synchronized void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
        started.clear();
    }

    /** What every program gets: the JDK of this JVM, and the build's flags for what it starts. */
    static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                JAVA_OPTIONS,
                System.getProperty("dsp.harness.java_opts", ""));
    }

    private ChildProcess server(String program, int node, int dcid, int endpoint, String... more) {
        List<String> arguments = new ArrayList<>(Arrays.asList(more));
        arguments.add("--exit-with-stdin");
        arguments.add(Integer.toString(dcid));
        arguments.add(Integer.toString(endpoint));
        ChildProcess server = start(program, node, arguments);
        cluster.node(node).awaitBound(dcid, endpoint);
        return server;
    }

    private ChildProcess start(String program, int node, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Repository.launcher(program).toString());
        command.add("--socket");
        command.add(cluster.node(node).socket().toString());
        command.addAll(arguments);
        return add(program, node, command);
    }

    private synchronized ChildProcess add(String program, int node, List<String> command) {
        String name = "%s-node%d-%d".formatted(program, node, started.size() + 1);
        ChildProcess process =
                ChildProcess.start(name, command, environment(), cluster.directory(), logs);
        started.add(process);
        return process;
    }
}
