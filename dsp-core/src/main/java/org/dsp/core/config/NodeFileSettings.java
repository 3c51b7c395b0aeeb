package org.dsp.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node's own file says. {@code etc/dspd.yaml} explains every setting.
 *
 * @param nodeId in {@link ClusterNode#IDS}; not the virtual node of the cluster's {@code lb}
 * @param nodeName of this node; by default {@link #defaultName}
 * @param group how the nodes agree
 * @param clusterFile the cluster file, relative ones already resolved against the node file; with a
 *     group it is only proposed, and may be missing
 * @param network where it listens and connects from
 * @param membership how it meets the others of its group
 * @param load how its load is measured
 * @param launch how it starts the programs of its services
 * @param attach where programs attach
 * @param admin where operators reach it
 * @param link times and bounds of the links to other nodes
 * @param copyChunks chunks in flight of one vcopy, in {@link #COPY_CHUNKS}
 * @param names container names: where endpoints live that nobody bound here (K3.4)
 * @param logLevel least level that is logged
 */
public record NodeFileSettings(
        int nodeId,
        String nodeName,
        Group group,
        Optional<Path> clusterFile,
        NetworkSettings network,
        GroupSettings membership,
        LoadSettings load,
        LaunchSettings launch,
        AttachSettings attach,
        AdminSettings admin,
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
        if (group == Group.NONE && clusterFile.isEmpty()) {
            throw new IllegalArgumentException("no cluster_file; allowed only with a group");
        }
        if (group != Group.NONE) {
            checkGroup(group, clusterFile, network, membership, link.linkGrace());
        }
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

    private static void checkGroup(
            Group group,
            Optional<Path> clusterFile,
            NetworkSettings network,
            GroupSettings membership,
            Duration linkGrace) {
        if (BindAddress.isWildcard(membership.address())) {
            throw new IllegalArgumentException(
                    "address " + membership.address() + "; allowed one that others can reach");
        }
        if (group == Group.STATIC && membership.members().isEmpty() && clusterFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "no members and no cluster_file; allowed at least one of them");
        }
        // Else a link is given up after its peer was: for a while both say different things.
        if (linkGrace.compareTo(GroupSettings.SILENCE) >= 0) {
            throw new IllegalArgumentException(
                    "link_grace_ms %d; allowed less than %d"
                            .formatted(linkGrace.toMillis(), GroupSettings.SILENCE.toMillis()));
        }
        List<Integer> data = List.of(network.receiverPortBase(), network.senderPortBase());
        for (int base : List.of(membership.groupPortBase(), membership.fdPortBase())) {
            if (GroupSettings.tooNear(base, data).isPresent()) {
                throw new IllegalArgumentException(
                        "port base %d; allowed %d or more away from all others"
                                .formatted(base, GroupSettings.SPAN));
            }
        }
    }

    /** How the nodes of a cluster agree on who is there. */
    public enum Group {
        /** Not at all: the peers are those of the cluster file. */
        NONE,
        /** They look for each other at the addresses of their members. */
        STATIC,
        /** They find each other by multicast. */
        MULTICAST
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
