package org.dsp.config;

import java.util.List;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.RoutingView;
import org.dsp.core.node.NodeSettings;

/** What {@code core.node} wants to know, out of both files of a daemon. */
public final class NodePlan {
    private NodePlan() {}

    /** Who is in the cluster: epoch 0. */
    public static RoutingView view(DaemonConfig config) {
        NodeFileSettings node = config.node();
        return ClusterView.of(config.cluster(), node.nodeId(), node.network().receiverPortBase());
    }

    /**
     * The node's settings.
     *
     * @param wallClock nanoseconds since the Unix epoch at monotonic time 0
     */
    public static NodeSettings settings(
            DaemonConfig config, ChannelSettings channel, long wallClock) {
        NodeFileSettings node = config.node();
        return new NodeSettings(
                node.nodeId(),
                node.nodeName(),
                containers(config),
                names(config),
                channel,
                node.copyChunks(),
                wallClock);
    }

    /**
     * The settings of its channels, for a cluster without an id of its own.
     *
     * @param incarnation random, not 0, new at each start
     * @param seed of the back-off's jitter
     * @param firstSequence of each link epoch
     */
    public static ChannelSettings channel(
            DaemonConfig config, long incarnation, long seed, int firstSequence) {
        LinkSettings link = config.node().link();
        return new ChannelSettings(
                config.node().nodeId(),
                incarnation,
                0,
                link.windowCommands(),
                link.windowBytes(),
                link.helloPeriod().toNanos(),
                link.ackDelay().toNanos(),
                link.linkGrace().toNanos(),
                link.backoffMin().toNanos(),
                link.backoffMax().toNanos(),
                seed,
                firstSequence);
    }

    private static List<NodeSettings.Container> containers(DaemonConfig config) {
        return config.cluster().containers().stream()
                .map(c -> new NodeSettings.Container(c.dcid(), c.name(), c.nodes(), c.limits()))
                .toList();
    }

    private static List<NodeSettings.RemoteName> names(DaemonConfig config) {
        return config.node().names().stream()
                .map(n -> new NodeSettings.RemoteName(n.dcid(), n.endpoint(), n.node(), n.name()))
                .toList();
    }
}
