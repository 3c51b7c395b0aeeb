package org.dsp.core.config;

import java.util.List;
import java.util.Optional;

/**
 * Who is in the cluster, as the data path sees it: immutable, replaced as a whole.
 *
 * @param epoch 0 = from the cluster file, without a group; else it grows with each view that the
 *     agent publishes
 * @param localNode this node's id
 * @param peers every other node, by ascending id
 * @param self what this node may be given
 * @param services what clients may call
 */
public record RoutingView(
        long epoch, int localNode, List<Peer> peers, PeerService self, ServiceSet services) {
    public RoutingView {
        peers = List.copyOf(peers);
    }

    /** Without services. */
    public RoutingView(long epoch, int localNode, List<Peer> peers, PeerService self) {
        this(epoch, localNode, peers, self, ServiceSet.NONE);
    }

    /** Without services, and nobody says what this node may be given. */
    public RoutingView(long epoch, int localNode, List<Peer> peers) {
        this(epoch, localNode, peers, PeerService.NONE);
    }

    /** The peer with this id. */
    public Optional<Peer> peer(int nodeId) {
        return peers.stream().filter(p -> p.nodeId() == nodeId).findFirst();
    }

    /**
     * One other node.
     *
     * @param nodeId 0…499
     * @param name its block's name
     * @param host name or address to connect to, resolved anew at each attempt
     * @param port its receiver port; of a legacy peer, the one on which it listens for this node
     * @param link how to talk to it
     * @param service what it may be given
     * @param clusterId the cluster that it is met in: another one's node is refused; 0 = without a
     *     group
     */
    public record Peer(
            int nodeId,
            String name,
            String host,
            int port,
            LinkOptions link,
            PeerService service,
            long clusterId) {
        /** Of a cluster file, without a group. */
        public Peer(int nodeId, String name, String host, int port, LinkOptions link) {
            this(nodeId, name, host, port, link, PeerService.NONE);
        }

        /** Without a group. */
        public Peer(
                int nodeId,
                String name,
                String host,
                int port,
                LinkOptions link,
                PeerService service) {
            this(nodeId, name, host, port, link, service, 0);
        }

        /** Whether a channel to the one is a channel to the other. */
        public boolean sameAddress(Peer other) {
            return port == other.port && host.equals(other.host);
        }
    }
}
