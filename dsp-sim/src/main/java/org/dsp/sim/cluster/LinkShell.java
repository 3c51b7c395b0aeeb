package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.channel.PeerLink;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.KernelSettings;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeEvents;
import org.dsp.core.node.NodeSettings;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;

/** A daemon's data path: its node, and the connections that a shell would make for it. */
final class LinkShell implements NodeEvents, Connection.Holder {
    private static final long CONNECT_TIMEOUT = Events.SECOND;
    private static final int WINDOW = 64;
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int COPY_CHUNKS = 4;

    private final Daemon daemon;
    private final Node node;
    private final LauncherShell launcher;
    private final List<Connection.End> open = new ArrayList<>();
    private final Map<Connection.End, Node.Incoming> incoming = new HashMap<>();
    private final Map<Connection.End, Integer> outgoing = new HashMap<>();
    private RoutingView view;
    private int framesToBreak;

    LinkShell(Daemon daemon, LinkTimes times) {
        this.daemon = daemon;
        this.view = new RoutingView(0, daemon.nodeId(), List.of());
        KernelSettings kernel =
                new KernelSettings(
                        daemon.nodeId(),
                        "node" + daemon.nodeId(),
                        daemon.life(),
                        List.of(daemon.world().container()),
                        List.of(),
                        COPY_CHUNKS,
                        daemon.machine().millis() * Events.MS - daemon.now());
        ChannelSettings channel =
                new ChannelSettings(
                        daemon.nodeId(),
                        daemon.life(),
                        0,
                        WINDOW,
                        WINDOW_BYTES,
                        times.hello(),
                        times.ackDelay(),
                        times.grace(),
                        times.backoffMin(),
                        times.backoffMax(),
                        daemon.life(),
                        1);
        this.launcher = new LauncherShell(daemon);
        this.node =
                new Node(
                        new NodeSettings(kernel, channel),
                        view,
                        this,
                        launcher.port(),
                        daemon.now());
        node.start(daemon.now());
    }

    /** Where connections to this daemon arrive. */
    Connection.Place place() {
        return new Connection.Place(daemon.machine().number(), this);
    }

    long nextDeadline() {
        return node.nextDeadline();
    }

    void tick() {
        node.tick(daemon.now());
        flush();
    }

    void flush() {
        node.flush(daemon.now());
    }

    /** What the data path shall see from now on. */
    void viewChanged(RoutingView next) {
        view = next;
        node.viewChanged(next, daemon.now());
    }

    RoutingView view() {
        return view;
    }

    Node node() {
        return node;
    }

    /** The state of the link to a peer; empty when there is none. */
    Optional<ChannelStatus> status(int peer) {
        return link(peer).map(PeerLink::status);
    }

    /** The life that the channel to a peer takes for its peer's; empty = it knows none. */
    OptionalLong peerLife(int peer) {
        return status(peer).map(ChannelStatus::linkEpoch).stream()
                .mapToLong(LinkShell::peerLife)
                .filter(life -> life != 0)
                .findFirst();
    }

    /** Of {@code mine/counter yours/counter}, in hexadecimal. */
    private static long peerLife(String epoch) {
        String yours = epoch.substring(epoch.indexOf(' ') + 1);
        return Long.parseUnsignedLong(yours.substring(0, yours.indexOf('/')), 16);
    }

    boolean up(int peer) {
        return link(peer).map(PeerLink::up).orElse(false);
    }

    /** The channel to a peer, which may be gone by now. */
    private Optional<PeerLink> link(int peer) {
        return node.link(peer);
    }

    // ---- what the node wants

    @Override
    public void connect(int peer) {
        Optional<RoutingView.Peer> to = view.peer(peer);
        if (to.isEmpty()) {
            later(CONNECT_TIMEOUT, () -> failed(peer, "no address"));
            return;
        }
        int here = daemon.machine().number();
        int there = Machine.ofHost(to.get().host());
        World world = daemon.world();
        if (!world.wires().bothWays(here, there) || world.isDown(there)) {
            later(CONNECT_TIMEOUT, () -> failed(peer, "connect timed out"));
            return;
        }
        long way = world.wires().travel(here, there);
        Optional<Daemon> listener = world.listener(there, to.get().port());
        if (listener.isEmpty()) {
            later(2 * way, () -> failed(peer, "connection refused"));
        } else {
            later(2 * way, () -> connected(peer, listener.get()));
        }
    }

    private void connected(int peer, Daemon to) {
        if (to.over()) {
            failed(peer, "connection refused");
            return;
        }
        World world = daemon.world();
        Connection connection =
                new Connection(
                        world.events(), world.wires(), world.dice(), place(), to.links().place());
        to.links().accepted(connection.acceptor());
        open.add(connection.dialer());
        outgoing.put(connection.dialer(), peer);
        link(peer)
                .ifPresentOrElse(
                        link -> link.connected(connection.dialer(), daemon.now()),
                        () -> connection.dialer().close("no such peer any more"));
    }

    private void accepted(Connection.End end) {
        open.add(end);
        incoming.put(end, node.accept(end));
    }

    private void failed(int peer, String why) {
        link(peer).ifPresent(link -> link.connectFailed(why, daemon.now()));
    }

    private void later(long delay, Runnable action) {
        daemon.world().events().after(delay, () -> daemon.run(action));
    }

    @Override
    public void wantsFlush() {
        // The daemon flushes at the end of every event.
    }

    @Override
    public void peerUp(int peer) {
        daemon.linkChanged(peer, true, "");
    }

    @Override
    public void peerDown(int peer, String why) {
        daemon.linkChanged(peer, false, why);
    }

    @Override
    public void sessionOpened(Session session) {
        daemon.sessionOpened(session);
    }

    @Override
    public void sessionClosed(long session, String why) {
        daemon.sessionClosed(session, why);
    }

    @Override
    public void note(String text) {
        daemon.note(text);
    }

    // ---- what connections bring

    @Override
    public boolean over() {
        return daemon.over();
    }

    @Override
    public void frame(Connection.End end, ProxyHeader header, Payload payload) {
        daemon.run(
                () -> {
                    frameCame();
                    if (end.dialing()) {
                        payload.release();
                        link(outgoing.get(end))
                                .ifPresent(link -> link.control(end, header, daemon.now()));
                    } else {
                        daemon.world().watch().arrived(daemon, header);
                        incoming.get(end).frame(header, payload, daemon.now());
                    }
                });
    }

    @Override
    public void closed(Connection.End end, String why) {
        daemon.run(
                () -> {
                    open.remove(end);
                    Optional<Integer> peer = Optional.ofNullable(outgoing.remove(end));
                    if (peer.isPresent()) {
                        link(peer.get())
                                .ifPresent(link -> link.disconnected(end, why, daemon.now()));
                    } else {
                        incoming.remove(end).closed(why, daemon.now());
                    }
                });
    }

    /** An orderly end: GOODBYE, then the sockets close. */
    void stop() {
        node.stop(daemon.now());
        flush();
        launcher.close();
        List.copyOf(open).forEach(end -> end.close("the daemon stops"));
    }

    /** All its connections break when so many frames have come. */
    void breakAfter(int frames) {
        framesToBreak = frames;
    }

    private void frameCame() {
        if (framesToBreak > 0) {
            framesToBreak--;
            if (framesToBreak == 0) {
                // What was sent just now is under way.
                daemon.world()
                        .events()
                        .after(
                                Wires.NEAR / 2,
                                () -> List.copyOf(open).forEach(Connection.End::reset));
            }
        }
    }

    /** The process is gone. */
    void die() {
        open.forEach(Connection.End::die);
    }

    @Override
    public String toString() {
        return daemon.toString();
    }
}
