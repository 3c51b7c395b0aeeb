package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.Timers.Timer;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Server;
import org.dsp.core.config.ServiceSet;

/**
 * What the data path sees: the nodes of this cluster that are in the group, where each listens as
 * it announced itself, and what it may be given. Nobody before there is a configuration. Published
 * only when it differs from what was published last.
 */
final class AgentRouting {
    private final Context context;
    private final Peers peers;
    private final Levels levels;
    private final Configuration configuration;
    private List<RoutingView.Peer> published = List.of();
    private PeerService publishedSelf = PeerService.NONE;
    private ServiceSet publishedServices = ServiceSet.NONE;
    private long epoch;

    AgentRouting(Context context, Peers peers, Levels levels, Configuration configuration) {
        this.context = context;
        this.peers = peers;
        this.levels = levels;
        this.configuration = configuration;
    }

    void tick() {
        if (!context.timers.takeDue(Timer.PUBLISH, context.now)) {
            return;
        }
        List<RoutingView.Peer> now = peers();
        PeerService self = service(peers.self());
        ServiceSet services = configuration.cluster().map(ServiceSet::of).orElse(ServiceSet.NONE);
        if (!now.equals(published)
                || !self.equals(publishedSelf)
                || !services.equals(publishedServices)) {
            publishedServices = services;
            published = now;
            publishedSelf = self;
            context.port.publish(
                    new RoutingView(++epoch, context.self.nodeId(), now, self, services));
        }
    }

    private List<RoutingView.Peer> peers() {
        List<RoutingView.Peer> list = new ArrayList<>();
        configuration
                .cluster()
                .ifPresent(
                        cluster ->
                                peers.forEachOther(
                                        peer -> {
                                            if (belongs(peer)) {
                                                list.add(peer(cluster, peer));
                                            }
                                        }));
        return list;
    }

    private boolean belongs(Peer peer) {
        return peer.announced && peer.epoch.sameCluster(peers.self().epoch);
    }

    private RoutingView.Peer peer(ClusterConfig cluster, Peer peer) {
        Optional<ClusterNode> listed = cluster.node(peer.id);
        return new RoutingView.Peer(
                peer.id,
                listed.map(ClusterNode::name).orElse(peer.name()),
                peer.who.host(),
                peer.who.port(),
                listed.map(ClusterNode::link).orElse(LinkOptions.DEFAULT),
                service(peer),
                peer.epoch.clusterId());
    }

    private PeerService service(Peer peer) {
        if (!peers.listed().contains(peer.id)) {
            return PeerService.NONE;
        }
        return new PeerService(
                true,
                peers.init().contains(peer.id) && peer.state == AgentState.INITIALIZED,
                levels.rank(peer),
                levels.of(peer).percent(),
                configuration
                        .cluster()
                        .flatMap(c -> c.node(peer.id))
                        .map(node -> node instanceof Server s ? s.weight() : Server.DEFAULT_WEIGHT)
                        .orElse(Server.DEFAULT_WEIGHT));
    }
}
