package org.dsp.config;

import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.KernelSettings;
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
        KernelSettings kernel =
                new KernelSettings(
                        node.nodeId(),
                        node.nodeName(),
                        channel.incarnation(),
                        config.cluster().containers(),
                        node.names(),
                        node.copyChunks(),
                        wallClock);
        return new NodeSettings(kernel, channel);
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
}
