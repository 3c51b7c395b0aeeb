package org.dsp.core.agent;

import java.util.function.Consumer;
import org.dsp.core.config.ClusterNode;

/** Every node that is known, and the three bitmaps, which follow what is known of each. */
final class Peers {
    private final Peer[] byId = new Peer[ClusterNode.IDS.max() + 1];
    private final int local;
    private NodeSet known = NodeSet.EMPTY;
    private NodeSet listed = NodeSet.EMPTY;
    private NodeSet cluster = NodeSet.EMPTY;
    private NodeSet servers = NodeSet.EMPTY;
    private NodeSet init = NodeSet.EMPTY;

    Peers(int local) {
        this.local = local;
        get(local);
    }

    /** What is known of this node; made if nothing is. */
    Peer get(int id) {
        Peer peer = byId[id];
        if (peer == null) {
            peer = new Peer(id);
            byId[id] = peer;
            known = known.with(id);
        }
        return peer;
    }

    Peer self() {
        return byId[local];
    }

    /** The node whose agent this member is; null = it is none, or another holds the id. */
    Peer of(Member member) {
        Peer peer = byId[member.nodeId()];
        return peer != null && member.equals(peer.member) && member.isAgent() ? peer : null;
    }

    /** Every node known, by id. */
    NodeSet known() {
        return known;
    }

    void forEach(NodeSet nodes, Consumer<Peer> action) {
        nodes.forEach(
                id -> {
                    if (byId[id] != null) {
                        action.accept(byId[id]);
                    }
                });
    }

    /** Agents in the group, but this one. */
    void forEachOther(Consumer<Peer> action) {
        forEach(cluster.without(local), action);
    }

    /** Forgets a node that is nowhere any more. */
    void forget(int id) {
        byId[id] = null;
        known = known.without(id);
    }

    // ---- bitmaps

    /** The servers of the configuration that holds. */
    void list(NodeSet servers) {
        listed = servers;
        forEach(known, this::update);
    }

    NodeSet listed() {
        return listed;
    }

    /** {@code bm_cluster}. */
    NodeSet cluster() {
        return cluster;
    }

    /** {@code bm_servers}. */
    NodeSet servers() {
        return servers;
    }

    /** {@code bm_init}. */
    NodeSet init() {
        return init;
    }

    /** Whether it has a configuration of another cluster than this node. */
    boolean foreign(Peer peer) {
        ConfigEpoch mine = self().epoch;
        return mine.isConfigured() && peer.epoch.isConfigured() && !mine.sameCluster(peer.epoch);
    }

    /** Something of this node changed: its bits follow. */
    void update(Peer peer) {
        int id = peer.id;
        boolean present = peer.present();
        boolean server = present && listed.contains(id) && !foreign(peer);
        cluster = with(cluster, id, present);
        servers = with(servers, id, server);
        init =
                with(
                        init,
                        id,
                        server && peer.state.inService() && self().epoch.sameCluster(peer.epoch));
    }

    private static NodeSet with(NodeSet set, int id, boolean in) {
        return in ? set.with(id) : set.without(id);
    }

    /** The responder rule: the lowest of the first of the bitmaps that is not empty; -1 = none. */
    int responder() {
        if (!init.isEmpty()) {
            return init.lowest();
        }
        return servers.isEmpty() ? cluster.lowest() : servers.lowest();
    }
}
