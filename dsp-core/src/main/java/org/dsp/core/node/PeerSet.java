package org.dsp.core.node;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dsp.core.channel.PeerChannel;
import org.dsp.core.channel.PeerLink;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.Kernel;

/**
 * The peers of one node and their channels, as views come and go. A channel outlives its peer's
 * absence: its half of the link epoch must not go back when the peer returns.
 */
final class PeerSet {
    private final PeerLink[] channels = new PeerLink[Kernel.MAX_NODES];
    private final RoutingView.Peer[] peers = new RoutingView.Peer[Kernel.MAX_NODES];

    /** Peers that have a channel now. */
    private final BitSet active = new BitSet();

    /** Those of them that the view dropped while their channel was up. */
    private final BitSet dropped = new BitSet();

    private final Function<RoutingView.Peer, PeerLink> opener;

    PeerSet(RoutingView view, Function<RoutingView.Peer, PeerLink> opener) {
        this.opener = opener;
        for (RoutingView.Peer peer : view.peers()) {
            open(peer);
        }
    }

    private void open(RoutingView.Peer peer) {
        int id = peer.nodeId();
        channels[id] = opener.apply(peer);
        meetIn(peer);
        peers[id] = peer;
        active.set(id);
    }

    boolean has(int id) {
        return id >= 0 && active.get(id);
    }

    /** The channel to a peer of {@link #has}. */
    PeerLink channel(int id) {
        return channels[id];
    }

    /** How the peer was last described. */
    Optional<RoutingView.Peer> peer(int id) {
        return has(id) ? Optional.of(peers[id]) : Optional.empty();
    }

    void forEach(Consumer<PeerLink> action) {
        for (int id = active.nextSetBit(0); id >= 0; id = active.nextSetBit(id + 1)) {
            action.accept(channels[id]);
        }
    }

    /**
     * Takes a view over.
     *
     * @param started called for each channel that begins, or begins anew
     * @throws IllegalArgumentException when a legacy peer comes or goes: those are without a group
     */
    void change(RoutingView next, long now, Consumer<PeerLink> started) {
        BitSet missing = (BitSet) active.clone();
        for (RoutingView.Peer peer : next.peers()) {
            missing.clear(peer.nodeId());
            dropped.clear(peer.nodeId());
            if (take(peer, now)) {
                started.accept(channels[peer.nodeId()]);
            }
        }
        dropped.or(missing);
        sweep(now);
    }

    /** Without a group, what the channel was made with holds. */
    private void meetIn(RoutingView.Peer peer) {
        if (peer.clusterId() != 0) {
            channel(peer.nodeId(), PeerChannel.class).cluster(peer.clusterId());
        }
    }

    /** Whether its channel begins. */
    private boolean take(RoutingView.Peer peer, long now) {
        int id = peer.nodeId();
        if (channels[id] == null) {
            if (peer.link().legacy()) {
                throw legacy(id);
            }
            open(peer);
            return true;
        }
        boolean moved = active.get(id) && !peers[id].sameAddress(peer);
        if (moved) {
            retire(id, now);
        }
        meetIn(peer);
        peers[id] = peer;
        if (active.get(id)) {
            return false;
        }
        active.set(id);
        channel(id, PeerChannel.class).reopen(now);
        return true;
    }

    /** Leaves those that the view dropped and whose channel is down now. */
    void sweep(long now) {
        for (int id = dropped.nextSetBit(0); id >= 0; id = dropped.nextSetBit(id + 1)) {
            if (!channels[id].up()) {
                dropped.clear(id);
                retire(id, now);
            }
        }
    }

    /** Whether there is anything for {@link #sweep}. */
    boolean anyDropped() {
        return !dropped.isEmpty();
    }

    private void retire(int id, long now) {
        active.clear(id);
        channel(id, PeerChannel.class).retire(now);
    }

    private <T> T channel(int id, Class<T> kind) {
        if (!kind.isInstance(channels[id])) {
            throw legacy(id);
        }
        return kind.cast(channels[id]);
    }

    private static IllegalArgumentException legacy(int id) {
        return new IllegalArgumentException(
                "node " + id + " is a legacy peer; allowed without a group, from the start");
    }
}
