package org.dsp.core.node;

import java.util.List;
import org.dsp.core.channel.ChannelSettings;

/**
 * What a node needs to know of itself.
 *
 * @param nodeId 0…499
 * @param name of the node
 * @param containers the distributed containers, at least one
 * @param names container names: where endpoints live that nobody bound here (K3.4)
 * @param channel settings of the links
 * @param copyChunks copy chunks in flight per vcopy, 1…16
 * @param wallClock for c_timestamp: nanoseconds since the Unix epoch at monotonic time 0
 */
public record NodeSettings(
        int nodeId,
        String name,
        List<Container> containers,
        List<RemoteName> names,
        ChannelSettings channel,
        int copyChunks,
        long wallClock) {
    public NodeSettings {
        containers = List.copyOf(containers);
        names = List.copyOf(names);
    }

    /**
     * A distributed container as this node sees it.
     *
     * @param dcid its id, 0…31
     * @param name at most 15 characters
     * @param nodes ids of its nodes; empty = all
     * @param limits its endpoint ranges
     */
    public record Container(int dcid, String name, List<Integer> nodes, org.dsp.ipc.Limits limits) {
        public Container {
            nodes = List.copyOf(nodes);
        }
    }

    /** An endpoint of a container that lives on another node. */
    public record RemoteName(int dcid, int endpoint, int node, String name) {}
}
