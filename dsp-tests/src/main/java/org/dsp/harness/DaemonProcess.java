package org.dsp.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.NodeInfo;

/**
 * The daemon of one node of a {@link Cluster}: a real {@code dspd}, by its launcher, with the JDK
 * of this JVM. Can be killed and started again, with the same files.
 */
public final class DaemonProcess implements AutoCloseable {
    /** Bits 1…3 of {@link NodeInfo#flags}: attached, and connected in both directions. */
    private static final int LINKED = 0b1110;

    private final int node;
    private final Path nodeFile;
    private final Path socket;
    private final Path logs;
    private final List<String> prefix;
    private final Map<String, String> environment = new HashMap<>(Programs.environment());
    private Optional<ChildProcess> process = Optional.empty();
    private int starts;

    DaemonProcess(
            int node,
            Path nodeFile,
            Path socket,
            Path logs,
            List<String> prefix,
            String javaOptions) {
        this.node = node;
        this.nodeFile = nodeFile;
        this.socket = socket;
        this.logs = logs;
        this.prefix = List.copyOf(prefix);
        environment.merge(Programs.JAVA_OPTIONS, javaOptions, (all, own) -> all + ' ' + own);
    }

    /** Starts a daemon that is none of a cluster's own, with another node file. */
    public static ChildProcess process(Cluster cluster, String name, Path nodeFile) {
        return ChildProcess.start(
                name,
                List.of(
                        Repository.launcher("dspd").toString(),
                        "--node-file",
                        nodeFile.toString(),
                        "--exit-with-stdin"),
                Programs.environment(),
                cluster.directory(),
                cluster.logs());
    }

    /** Its node id. */
    public int node() {
        return node;
    }

    /** Where programs attach to it. */
    public Path socket() {
        return socket;
    }

    /** Where operators reach it. */
    public Path adminSocket() {
        String name = socket.getFileName().toString();
        return socket.resolveSibling(name.replaceFirst("\\.sock$", ".admin.sock"));
    }

    /** The file that it was, or will be, started with. */
    public Path nodeFile() {
        return nodeFile;
    }

    /** The process of the latest start. */
    public ChildProcess process() {
        return process.orElseThrow(
                () -> new HarnessException("the daemon of node " + node + " was never started"));
    }

    /** Starts it, without waiting until it is ready. */
    public DaemonProcess launch() {
        if (process.isPresent() && process().alive()) {
            throw new HarnessException("the daemon of node " + node + " runs" + lastWords());
        }
        starts++;
        List<String> command = new ArrayList<>(prefix);
        command.add(Repository.launcher("dspd").toString());
        command.addAll(List.of("--node-file", nodeFile.toString(), "--exit-with-stdin"));
        process =
                Optional.of(
                        ChildProcess.start(
                                "node" + node + (starts == 1 ? "" : "-start" + starts),
                                command,
                                environment,
                                nodeFile.toAbsolutePath().getParent(),
                                logs));
        return this;
    }

    /** Waits for its ready line. */
    public DaemonProcess awaitReady() {
        process().awaitLine(".*\\bready node=" + node + "\\b.*");
        return this;
    }

    /** Starts it and waits until it is ready. */
    public DaemonProcess start() {
        return launch().awaitReady();
    }

    /** What it says of a node. */
    public NodeInfo nodeInfo(int of) {
        try (Dvk dvk = Dvk.attach(socket)) {
            return dvk.nodeInfo(of);
        }
    }

    /** Waits until it is connected with {@code peer} in both directions. */
    public void awaitLinked(int peer) {
        awaitNode(
                peer,
                "link to node " + peer,
                info -> (info.flags() & LINKED) == LINKED,
                ChildProcess.PATIENCE);
    }

    /** Waits until it is not connected with {@code peer} in either direction. */
    public void awaitUnlinked(int peer, Duration patience) {
        awaitNode(
                peer,
                "break of the link to node " + peer,
                info -> (info.flags() & LINKED) != LINKED,
                patience);
    }

    /** Waits until what it says of a node is as it should be. */
    public void awaitNode(int of, String what, NodeCondition condition, Duration patience) {
        try (Dvk dvk = Dvk.attach(socket)) {
            process().await(what, patience, () -> condition.holds(dvk.nodeInfo(of)));
        }
    }

    /** Waits until an endpoint of this node is bound. */
    public void awaitBound(int dcid, int endpoint) {
        try (Dvk dvk = Dvk.attach(socket)) {
            process()
                    .await(
                            "process at endpoint " + endpoint,
                            ChildProcess.PATIENCE,
                            () -> isBound(dvk, dcid, endpoint));
        }
    }

    /** Waits until nobody is bound to an endpoint of this node. */
    public void awaitUnbound(int dcid, int endpoint) {
        try (Dvk dvk = Dvk.attach(socket)) {
            process()
                    .await(
                            "end of the process at endpoint " + endpoint,
                            ChildProcess.PATIENCE,
                            () -> !isBound(dvk, dcid, endpoint));
        }
    }

    /** Ends it by SIGTERM; returns its exit status. */
    public int stop() {
        process().signal(Signal.TERM);
        return process().awaitExit();
    }

    /** Kills it (-9) and waits until it is gone. */
    public void kill() {
        process().kill();
    }

    /** The end of what it wrote. */
    public String lastWords() {
        return process.map(ChildProcess::lastWords).orElse("");
    }

    @Override
    public void close() {
        process.ifPresent(ChildProcess::close);
    }

    private static boolean isBound(Dvk dvk, int dcid, int endpoint) {
        try {
            return dvk.procInfo(dcid, endpoint).endpoint() == endpoint;
        } catch (DvkException e) {
            return false;
        }
    }

    /** Something that is to become true of a node. */
    public interface NodeCondition {
        /** Whether it is true by now. */
        boolean holds(NodeInfo info);
    }

    @Override
    public String toString() {
        return Map.of("node", node, "socket", socket, "starts", starts).toString();
    }
}
