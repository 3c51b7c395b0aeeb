package org.dsp.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.dsp.config.DaemonFiles;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.Parsed;

/**
 * The files of a few nodes on loopback, in one directory, with ports that are free; daemons of them
 * in this JVM.
 */
final class TestNodes {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 31_000;
    private static final int SPAN = 500;

    private final Path directory;
    private final int base;

    /** Nodes 1 to {@code count}. */
    TestNodes(Path directory, int count) throws IOException {
        this.directory = directory;
        this.base = freeBase(count);
        List<String> servers = new ArrayList<>();
        for (int node = 1; node <= count; node++) {
            servers.add("server node%d { nodeid %d; address 127.0.0.1; };".formatted(node, node));
        }
        Files.write(directory.resolve("cluster.cfg"), servers);
    }

    Path socket(int node) {
        return directory.resolve("node" + node + ".sock");
    }

    int receiverPort(int node) {
        return base + node;
    }

    /** A node file, with {@code more} lines. */
    Path file(int node, String... more) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("node_id: " + node);
        lines.add("group: none");
        lines.add("cluster_file: cluster.cfg");
        if (!String.join("\n", more).contains("socket:")) {
            lines.add("socket: '" + socket(node) + "'");
        }
        lines.add("receiver_port_base: " + base);
        lines.add("sender_port_base: " + (base + SPAN));
        lines.addAll(List.of(more));
        return Files.write(directory.resolve("node" + node + ".yaml"), lines);
    }

    /** What {@link #file} says, read. */
    DaemonConfig config(int node, String... more) throws IOException {
        Parsed<DaemonConfig> read = DaemonFiles.read(file(node, more));
        return read.value().orElseThrow(() -> new IllegalStateException(read.errors().toString()));
    }

    private static int freeBase(int count) {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            boolean free = true;
            for (int node = 1; node <= count && free; node++) {
                free = isFree(base + node) && isFree(base + SPAN + node);
            }
            if (free) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
