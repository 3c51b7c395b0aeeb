package org.dsp.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dsp.core.agent.Session;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Service;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeEvents;
import org.dsp.net.ShellLoop;
import org.dsp.proxy.PeerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node asks of its shells, and where its peers are. On the loop's thread, unless it says
 * otherwise.
 */
final class Peers implements NodeEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final ShellLoop loop;
    private final Supplier<Node> node;
    private final PeerConnector connector;
    private final Watch watch;
    private volatile List<Service> services = List.of();

    /** Those that a view has dropped stay: their channels may live on. */
    private final Map<Integer, RoutingView.Peer> known = new ConcurrentHashMap<>();

    /** What others have to know. */
    interface Watch {
        /** A peer's link came up, or was left. */
        void link(int peer, boolean up);

        /** This node serves a session. */
        void sessionOpened(Session session);

        /** It does so no more. */
        void sessionClosed(long id);
    }

    /**
     * @param node asked for when something happens, not before
     */
    Peers(
            ShellLoop loop,
            Supplier<Node> node,
            PeerConnector connector,
            RoutingView view,
            Watch watch) {
        this.loop = loop;
        this.node = node;
        this.connector = connector;
        this.watch = watch;
        learn(view);
    }

    /** The cluster changed. */
    void viewChanged(RoutingView view) {
        learn(view);
        node.get().viewChanged(view, loop.now());
        loop.wantsFlush();
    }

    private void learn(RoutingView view) {
        view.peers().forEach(peer -> known.put(peer.nodeId(), peer));
        services = view.services().services();
    }

    @Override
    public void connect(int peer) {
        RoutingView.Peer described = node.get().peer(peer).orElse(known.get(peer));
        connector.connect(described, new ChannelLink(peer, node.get(), loop));
    }

    @Override
    public void wantsFlush() {
        loop.wantsFlush();
    }

    @Override
    public void peerUp(int peer) {
        LOG.info("peer up node={} name={}", peer, shown(peer));
        watch.link(peer, true);
    }

    @Override
    public void peerDown(int peer, String why) {
        LOG.info("peer down node={} name={}: {}", peer, shown(peer), why);
        watch.link(peer, false);
    }

    @Override
    public void sessionOpened(Session session) {
        LOG.debug("session open {}", session);
        watch.sessionOpened(session);
    }

    @Override
    public void sessionClosed(long id, String why) {
        LOG.debug("session {} is over: {}", id, why);
        watch.sessionClosed(id);
    }

    @Override
    public void note(String text) {
        LOG.warn("{}", text);
    }

    /** The name of a peer; empty of one that nobody knows. Any thread. */
    String nameOf(int peer) {
        return Optional.ofNullable(known.get(peer)).map(RoutingView.Peer::name).orElse("");
    }

    /** What clients may call. Any thread. */
    List<Service> services() {
        return services;
    }

    private String shown(int peer) {
        String name = nameOf(peer);
        return name.isEmpty() ? "?" : name;
    }
}
