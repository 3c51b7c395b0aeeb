package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dsp.core.agent.AgentStatus.ForeignCluster;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;

/** Pictures of what this node knows. */
final class StatusReport {
    private final Context context;
    private final Peers peers;
    private final OwnSessions own;
    private final Levels levels;
    private final Configuration configuration;

    StatusReport(
            Context context,
            Peers peers,
            OwnSessions own,
            Levels levels,
            Configuration configuration) {
        this.context = context;
        this.peers = peers;
        this.own = own;
        this.levels = levels;
        this.configuration = configuration;
    }

    AgentStatus status(long viewId, int tools) {
        Peer self = peers.self();
        return new AgentStatus(
                self.id,
                context.self.nodeName(),
                self.state,
                self.settled,
                self.epoch,
                configuration.current().map(StoredConfig::text),
                nodes(),
                peers.cluster(),
                peers.servers(),
                peers.init(),
                viewId,
                tools,
                foreign(),
                configuration.lost());
    }

    /** Every node: in the group, listed, or with sessions that are not given up yet. */
    List<NodeStatus> nodes() {
        NodeSet nodes = peers.known();
        for (ClusterNode node :
                configuration.cluster().map(ClusterConfig::nodes).orElse(List.of())) {
            nodes = nodes.with(node.nodeId());
        }
        List<NodeStatus> list = new ArrayList<>();
        nodes.forEach(id -> list.add(node(id)));
        return list;
    }

    private NodeStatus node(int id) {
        // One that was never met is not remembered because somebody asked.
        Peer peer = peers.known().contains(id) ? peers.get(id) : new Peer(id);
        boolean local = peer == peers.self();
        SessionCopy copy = peer.sessions;
        Load load = levels.of(peer);
        return new NodeStatus(
                id,
                configuration
                        .cluster()
                        .flatMap(c -> c.node(id))
                        .map(ClusterNode::name)
                        .orElse(peer.name()),
                role(id),
                peer.present(),
                peer.state,
                load.level(),
                load.percent(),
                load.ageMs(),
                local ? configuration.isConfigured() : isProven(peer),
                copy.table.size(),
                local ? own.version() : copy.version,
                local ? own.digest() : copy.digest,
                local || peer.linkUp,
                peer.who == null ? "" : peer.who.host(),
                peer.who == null ? 0 : peer.who.port(),
                peer.epoch);
    }

    private Role role(int id) {
        if (!configuration.isConfigured()) {
            return Role.NONE;
        }
        return peers.listed().contains(id) ? Role.SERVER : Role.CLIENT;
    }

    /** In step in everything that it owns: its sessions, its load; and in the configuration. */
    private boolean isProven(Peer peer) {
        return peer.present()
                && peer.announced
                && peer.epoch.equals(peers.self().epoch)
                && peer.epoch.isConfigured()
                && peer.sessions.inStep
                && (peer.loadHeard || !peers.init().contains(peer.id));
    }

    private List<ForeignCluster> foreign() {
        Map<Long, ForeignCluster> clusters = new TreeMap<>();
        peers.forEachOther(
                peer -> {
                    if (peers.foreign(peer)) {
                        NodeSet nodes =
                                Optional.ofNullable(clusters.get(peer.epoch.clusterId()))
                                        .map(ForeignCluster::nodes)
                                        .orElse(NodeSet.EMPTY);
                        clusters.put(
                                peer.epoch.clusterId(),
                                new ForeignCluster(peer.epoch, nodes.with(peer.id)));
                    }
                });
        return List.copyOf(clusters.values());
    }
}
