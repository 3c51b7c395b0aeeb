package org.dsp.core.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a node's own file says. {@code etc/dspd.yaml} explains every setting.
 *
 * @param nodeId in {@link ClusterNode#IDS}; not the virtual node of the cluster's {@code lb}
 * @param nodeName of this node; by default {@link #defaultName}
 * @param group how the nodes agree
 * @param clusterFile the cluster file, relative ones already resolved against the node file
 * @param network where it listens and connects from
 * @param attach where programs attach
 * @param link times and bounds of the links to other nodes
 * @param copyChunks chunks in flight of one vcopy, in {@link #COPY_CHUNKS}
 * @param names container names: where endpoints live that nobody bound here (K3.4)
 * @param logLevel least level that is logged
 */
public record NodeFileSettings(
        int nodeId,
        String nodeName,
        Group group,
        Path clusterFile,
        NetworkSettings network,
        AttachSettings attach,
        LinkSettings link,
        int copyChunks,
        List<RemoteName> names,
        LogLevel logLevel) {
    public static final IntRange COPY_CHUNKS = new IntRange(1, 16);
    public static final int DEFAULT_COPY_CHUNKS = 16;
    public static final LogLevel DEFAULT_LOG_LEVEL = LogLevel.INFO;

    public NodeFileSettings {
        ClusterNode.IDS.check("node_id", nodeId);
        Texts.checkName("node_name", nodeName);
        COPY_CHUNKS.check("copy_chunks", copyChunks);
        names = List.copyOf(names);
        Set<List<Integer>> keys = new HashSet<>();
        for (RemoteName name : names) {
            if (name.node() == nodeId) {
                throw new IllegalArgumentException(
                        "names: node " + nodeId + " is this node; allowed another one");
            }
            if (!keys.add(List.of(name.dcid(), name.endpoint()))) {
                throw new IllegalArgumentException(
                        "names: endpoint " + name.endpoint() + "; allowed once in each container");
            }
        }
    }

    /** The name of a node whose file gives none. */
    public static String defaultName(int nodeId) {
        return "node" + nodeId;
    }

    /** How the nodes of a cluster agree on who is there. */
    public enum Group {
        /** Not at all: the peers are those of the cluster file. */
        NONE
    }

    /** Levels of the log, from the fewest lines to the most. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
