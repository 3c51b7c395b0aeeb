package org.dsp.core.agent;

import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.IntRange;

/**
 * Who a daemon is and where.
 *
 * @param nodeId in {@link ClusterNode#IDS}
 * @param nodeName of its node file
 * @param host where others connect to it
 * @param port its receiver's, in {@link #PORTS}
 * @param startedMillis when it started, ms since the Unix epoch
 * @param incarnation random, not 0, new at each start of the daemon: what it owns is of this life
 */
public record Announcement(
        int nodeId, String nodeName, String host, int port, long startedMillis, long incarnation) {
    public static final IntRange PORTS = new IntRange(0, 65_535);

    public Announcement {
        ClusterNode.IDS.check("node id", nodeId);
        PORTS.check("port", port);
        Limits.text("node name", nodeName, Limits.HOST);
        Limits.text("host", host, Limits.HOST);
        if (incarnation == 0) {
            throw new IllegalArgumentException("incarnation 0; allowed: anything else");
        }
    }

    /** Host and port are the same: only one of two daemons there can be alive. */
    public boolean sameAddress(Announcement other) {
        return port == other.port && host.equals(other.host);
    }
}
