package org.dsp.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.dsp.faults.FaultProxy;

/**
 * Some nodes on this machine's loopback: a cluster file, a node file and a daemon each, and the
 * programs that attach to them. Closing it ends everything and removes the files; the output of
 * every process stays, in {@link #logs()}.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.of("latency", 1, 2).start()) {
 *     cluster.awaitLinked();
 *     cluster.programs().latencyServer(2, 0, 10);
 *     ...
 * }
 * }</pre>
 */
public final class Cluster implements AutoCloseable {
    private final ShortDir directory;
    private final Path logs;
    private final PortBases ports;
    private final SortedMap<Integer, DaemonProcess> daemons = new TreeMap<>();
    private final Map<FaultyLink, FaultProxy> links = new LinkedHashMap<>();
    private final Programs programs;

    private Cluster(Builder builder) {
        directory = ShortDir.create("dsp");
        logs = builder.logs;
        ports = PortBases.free(builder.nodes);
        programs = new Programs(this, logs);
        for (FaultyLink link : builder.links) {
            links.put(link, link.open(ports));
        }
        for (int node : builder.nodes) {
            write(clusterFile(node), builder.clusterText(node));
            Path nodeFile = directory.resolve("node" + node + ".yaml");
            Path socket = directory.resolve("node" + node + ".sock");
            write(nodeFile, builder.nodeText(node, this, socket));
            List<String> prefix = builder.prefixes.getOrDefault(node, List.of());
            daemons.put(
                    node,
                    new DaemonProcess(node, nodeFile, socket, logs, prefix, builder.javaOptions));
        }
    }

    /**
     * Describes a cluster.
     *
     * @param name of the directory of its logs; say which test it is
     * @param nodes ids of its nodes, all of them servers
     */
    public static Builder of(String name, Integer... nodes) {
        return new Builder(name, List.of(nodes));
    }

    /** Where each cluster keeps the output of its processes, by its name. */
    public static Path defaultLogs() {
        return Repository.root().resolve("dsp-tests").resolve("target").resolve("processes");
    }

    /** The daemon of a node. */
    public DaemonProcess node(int id) {
        DaemonProcess daemon = daemons.get(id);
        if (daemon == null) {
            throw new HarnessException("no node " + id + "; the nodes are " + daemons.keySet());
        }
        return daemon;
    }

    /** The programs that attach to its daemons. */
    public Programs programs() {
        return programs;
    }

    /** Where its files are; programs start there. Removed on close. */
    public Path directory() {
        return directory.path();
    }

    /** The cluster file of a node: all say the same, but for where a faulty link leads. */
    public Path clusterFile(int node) {
        return directory.resolve("cluster" + node + ".cfg");
    }

    /**
     * The wire between two nodes that {@link Builder#faulty} asked for; up is from {@code near} to
     * {@code far}.
     */
    public FaultProxy link(int near, int far) {
        FaultProxy link = links.get(new FaultyLink(near, far));
        if (link == null) {
            throw new HarnessException(
                    "no faulty link from " + near + " to " + far + "; there are " + links.keySet());
        }
        return link;
    }

    /** Where the daemons of a group keep their configuration. */
    public Path stateDirectory() {
        return directory.resolve("state");
    }

    /** Where the output of its processes is kept. */
    public Path logs() {
        return logs;
    }

    /** Its ports. */
    public PortBases ports() {
        return ports;
    }

    /** Starts every daemon and waits until all are ready. */
    public Cluster start() {
        try {
            daemons.values().forEach(DaemonProcess::launch);
            daemons.values().forEach(DaemonProcess::awaitReady);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Waits until every daemon is connected with every other one in both directions. */
    public Cluster awaitLinked() {
        for (DaemonProcess daemon : daemons.values()) {
            daemons.keySet().stream()
                    .filter(peer -> peer != daemon.node())
                    .forEach(daemon::awaitLinked);
        }
        return this;
    }

    @Override
    public void close() {
        programs.close();
        daemons.values().forEach(DaemonProcess::close);
        links.values().forEach(FaultProxy::close);
        directory.close();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** What a cluster is to be like. */
    public static final class Builder {
        private final List<Integer> nodes;
        private final Map<Integer, List<String>> settings = new HashMap<>();
        private final Map<Integer, List<String>> prefixes = new HashMap<>();
        private final List<String> blocks = new ArrayList<>();
        private final List<FaultyLink> links = new ArrayList<>();
        private final Set<Integer> clients = new HashSet<>();
        private boolean group;
        private IntFunction<String> addresses = node -> FaultyLink.DIRECT;
        private String javaOptions = "";
        private String nodeItems = "";
        private Path logs;

        private Builder(String name, List<Integer> nodes) {
            this.nodes = List.copyOf(nodes);
            this.logs = defaultLogs().resolve(name);
        }

        /** Adds a line to the node file of one node, such as {@code link_grace_ms: 1000}. */
        public Builder setting(int node, String line) {
            settings.computeIfAbsent(node, any -> new ArrayList<>()).add(line);
            return this;
        }

        /** Adds a line to the node file of every node. */
        public Builder settingOfAll(String line) {
            nodes.forEach(node -> setting(node, line));
            return this;
        }

        /** Adds a block to the cluster file, such as {@code container DC0 { … };}. */
        public Builder block(String text) {
            blocks.add(text);
            return this;
        }

        /** Makes nodes clients: they serve nothing. */
        public Builder clients(Integer... ids) {
            clients.addAll(List.of(ids));
            return this;
        }

        /** Adds to every node's block of the cluster file, such as {@code batch YES;}. */
        public Builder nodeItems(String items) {
            nodeItems = items;
            return this;
        }

        /** Starts the daemon of a node by another command, such as {@code taskset -c 0}. */
        public Builder prefix(int node, List<String> command) {
            prefixes.put(node, List.copyOf(command));
            return this;
        }

        /** Leads what two nodes (ids up to 255) say to each other through a proxy. */
        public Builder faulty(int near, int far) {
            links.add(new FaultyLink(near, far));
            return this;
        }

        /**
         * Its nodes form a static group, and are not configured: the cluster file is there for
         * whoever configures them.
         */
        public Builder group() {
            group = true;
            return this;
        }

        /** Where each node is, by its id, instead of at the loopback address. */
        public Builder addresses(IntFunction<String> address) {
            addresses = address;
            return this;
        }

        /** Adds to the flags of every daemon's JVM. */
        public Builder javaOptions(String options) {
            javaOptions = options;
            return this;
        }

        /** Keeps the output of its processes elsewhere. */
        public Builder logs(Path directory) {
            logs = directory;
            return this;
        }

        /** Writes the files; starts nothing. */
        public Cluster prepare() {
            return new Cluster(this);
        }

        /** Writes the files, starts every daemon, and waits until all are ready. */
        public Cluster start() {
            return prepare().start();
        }

        private String clusterText(int reader) {
            StringBuilder text = new StringBuilder();
            for (int node : nodes) {
                text.append(
                        "%s node%d { nodeid %d; address %s; %s };%n"
                                .formatted(
                                        clients.contains(node) ? "client" : "server",
                                        node,
                                        node,
                                        address(reader, node),
                                        nodeItems));
            }
            blocks.forEach(block -> text.append(block).append('\n'));
            return text.toString();
        }

        private String address(int reader, int node) {
            return links.stream()
                    .filter(link -> link.joins(reader, node))
                    .map(link -> FaultyLink.address(reader, node))
                    .findFirst()
                    .orElse(addresses.apply(node));
        }

        private String nodeText(int node, Cluster cluster, Path socket) {
            PortBases ports = cluster.ports;
            List<String> lines =
                    new ArrayList<>(
                            List.of(
                                    "node_id: " + node,
                                    "socket: '" + socket + "'",
                                    "state_directory: '" + cluster.stateDirectory() + "'",
                                    "receiver_port_base: " + ports.receiver(),
                                    "sender_port_base: " + ports.sender()));
            if (group) {
                lines.add("group: static");
                lines.add("members: [" + members() + "]");
                lines.add("group_port_base: " + ports.group());
                lines.add("fd_port_base: " + ports.detection());
                // Daemons that share a machine have no load of their own there.
                lines.add("load_source: sessions");
            } else {
                lines.add("group: none");
                lines.add("cluster_file: '" + cluster.clusterFile(node) + "'");
            }
            if (!addresses.apply(node).equals(FaultyLink.DIRECT)) {
                lines.add("bind_address: " + addresses.apply(node));
                lines.add("insecure: yes");
            }
            lines.addAll(settings.getOrDefault(node, List.of()));
            return String.join("\n", lines) + "\n";
        }

        private String members() {
            return nodes.stream()
                    .map(node -> "{node: %d, address: %s}".formatted(node, addresses.apply(node)))
                    .collect(Collectors.joining(", "));
        }
    }
}
