package org.dsp.core.config;

import java.util.List;
import org.dsp.core.config.PeerService.Rank;

/** The {@link RoutingView} of a cluster file, for a node without a group. */
public final class ClusterView {
    private ClusterView() {}

    /**
     * The view of epoch 0. The peers are all listed nodes but this one; a node that is not listed
     * is a client whose peers are all listed nodes. Addresses are not resolved here.
     *
     * @param localNode this node's id, in {@link ClusterNode#IDS}; not the balancer's virtual one
     * @param receiverPortBase port of node 0's receiver; the same on all nodes of a cluster
     */
    public static RoutingView of(ClusterConfig config, int localNode, int receiverPortBase) {
        ClusterNode.IDS.check("node_id", localNode);
        if (isVirtual(config, localNode)) {
            throw new IllegalArgumentException(
                    "node_id " + localNode + " is the virtual node of the lb; allowed another one");
        }
        List<RoutingView.Peer> peers =
                config.nodes().stream()
                        .filter(node -> node.nodeId() != localNode)
                        .map(node -> peer(node, localNode, receiverPortBase))
                        .toList();
        return new RoutingView(
                0,
                localNode,
                peers,
                config.node(localNode).map(ClusterView::service).orElse(PeerService.NONE),
                ServiceSet.of(config));
    }

    /** Whether {@code nodeId} is the balancer's virtual node, which no daemon may have. */
    public static boolean isVirtual(ClusterConfig config, int nodeId) {
        return config.lb().stream()
                .flatMapToInt(lb -> lb.nodeId().stream())
                .anyMatch(id -> id == nodeId);
    }

    /** A legacy peer listens for each other node on a port of its own, by that node's id. */
    private static RoutingView.Peer peer(ClusterNode node, int localNode, int receiverPortBase) {
        int listensFor = node.link().legacy() ? localNode : node.nodeId();
        return new RoutingView.Peer(
                node.nodeId(),
                node.name(),
                node.address(),
                receiverPortBase + listensFor,
                node.link(),
                service(node));
    }

    /** Without a group every server takes sessions, and nobody measures. */
    private static PeerService service(ClusterNode node) {
        return node instanceof Server server && !node.link().legacy()
                ? new PeerService(true, true, Rank.NOT_MONITORED, -1, server.weight())
                : PeerService.NONE;
    }
}
