package org.dsp.config;

import java.util.List;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.node.NodeSettings;

/** What {@code core.node} wants to know, out of both files of a daemon. */
public final class NodePlan {
    private NodePlan() {}

    /**
     * Who is in the cluster: epoch 0. With a group nobody, until that says so.
     *
     * @throws java.util.NoSuchElementException without a group and a cluster file, which cannot be
     */
    public static RoutingView view(DaemonConfig config) {
        NodeFileSettings node = config.node();
        if (node.group() != Group.NONE) {
            return new RoutingView(0, node.nodeId(), List.of());
        }
        ClusterConfig cluster = config.cluster().orElseThrow().config();
        return ClusterView.of(cluster, node.nodeId(), node.network().receiverPortBase());
    }

    /** The containers of the cluster file; the default one without it. */
    public static List<Container> containers(DaemonConfig config) {
        return config.cluster()
                .map(cluster -> cluster.config().containers())
                .orElse(List.of(Container.DEFAULT));
    }

    /**
     * The node's settings.
     *
     * @param containers the containers of its cluster
     * @param wallClock nanoseconds since the Unix epoch at monotonic time 0
     */
    public static NodeSettings settings(
            NodeFileSettings node,
            List<Container> containers,
            ChannelSettings channel,
            long wallClock) {
        KernelSettings kernel =
                new KernelSettings(
                        node.nodeId(),
                        node.nodeName(),
                        channel.incarnation(),
                        containers,
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
            NodeFileSettings node, long incarnation, long seed, int firstSequence) {
        LinkSettings link = node.link();
        return new ChannelSettings(
                node.nodeId(),
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
