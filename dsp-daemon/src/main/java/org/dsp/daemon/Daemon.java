package org.dsp.daemon;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.NodePlan;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.RoutingView;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeEvents;
import org.dsp.core.node.NodeSettings;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.dvk.AttachServer;
import org.dsp.dvk.AttachSocketException;
import org.dsp.net.Deadline;
import org.dsp.net.EpollLoop;
import org.dsp.net.LoopWork;
import org.dsp.net.NoEpollException;
import org.dsp.net.NodeLoop;
import org.dsp.net.ShellLoop;
import org.dsp.proxy.Link;
import org.dsp.proxy.PeerConnector;
import org.dsp.proxy.PeerReceiver;
import org.dsp.proxy.PortTakenException;
import org.dsp.proxy.ReceiverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: the event loop, the {@link Node} on it, and the shells around it. Started and
 * stopped on threads of their own; everything between happens on the loop.
 */
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** Of the 5 s within which a daemon ends; the rest is the JVM's. */
    private static final Duration STOP_WITHIN = Duration.ofMillis(4500);

    /** How long the loop may take to say goodbye: at work it needs milliseconds. */
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(2);

    /** System property: the first sequence number of each link epoch, unsigned, for tests. */
    private static final String FIRST_SEQUENCE = "dsp.first_sequence";

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final NodeFileSettings file;
    private final RoutingView view;
    private final EpollLoop epoll;
    private final NodeLoop loop;
    private final AttachServer attach;
    private final PeerReceiver receiver;
    private final List<PeerReceiver> legacyReceivers;
    private final PeerConnector connector;
    private final Node node;

    /**
     * Starts a node; it is ready when this returns.
     *
     * @param fatal is told of an error after which the node cannot go on, on any thread; it must
     *     not return, but in tests
     * @throws StartException if it cannot
     */
    static Daemon start(DaemonConfig config, Consumer<Throwable> fatal) {
        try {
            return start(config, fatal, EpollLoop.open("dspd-loop"));
        } catch (NoEpollException e) {
            throw new StartException(ExitCode.PLATFORM, e.getMessage(), e);
        } catch (AttachSocketException e) {
            throw new StartException(
                    e.served() ? ExitCode.ALREADY_RUNNING : ExitCode.SOCKET, e.getMessage(), e);
        } catch (PortTakenException e) {
            throw portTaken(e, config.node().nodeId());
        } catch (ReceiverException e) {
            throw new StartException(ExitCode.ADDRESS, e.getMessage(), e);
        }
    }

    private static Daemon start(DaemonConfig config, Consumer<Throwable> fatal, EpollLoop epoll) {
        try {
            Daemon daemon = new Daemon(config, fatal, epoll);
            daemon.open();
            return daemon;
        } catch (RuntimeException e) {
            epoll.close();
            throw e;
        }
    }

    private static StartException portTaken(PortTakenException e, int nodeId) {
        PortHolder holder = new PortHolder(Path.of("/proc"));
        Optional<Long> pid = holder.pid(e.port());
        if (pid.isPresent() && holder.isDaemon(pid.get())) {
            String line = "another daemon has the port of node %d: %s by pid %d";
            String text = line.formatted(nodeId, e.getMessage(), pid.get());
            return new StartException(ExitCode.ALREADY_RUNNING, text, e);
        }
        String by = pid.map(p -> "pid " + p).orElse("a process that this user may not see");
        return new StartException(ExitCode.PORT_TAKEN, e.getMessage() + " by " + by, e);
    }

    private Daemon(DaemonConfig config, Consumer<Throwable> fatal, EpollLoop epoll) {
        file = config.node();
        view = NodePlan.view(config);
        this.epoll = epoll;
        loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal);
        epoll.onDeath(fatal);
        InetAddress address = bindAddress(file.network().bindAddress());
        int receiverPort = file.network().receiverPort(file.nodeId());
        LinkSettings link = file.link();
        // Three missed HELLOs end a connection; so does data that nobody acknowledges for as long.
        int userTimeout = 3 * millis(link.helloPeriod());
        node = new Node(settings(config), view, new Events(), loop.now());
        attach =
                new AttachServer(
                        epoll,
                        loop,
                        file.attach(),
                        file.copyChunks(),
                        "dspd of node " + file.nodeId() + ", pid " + ProcessHandle.current().pid(),
                        node::attach);
        receiver =
                new PeerReceiver(
                        epoll,
                        loop,
                        new InetSocketAddress(address, receiverPort),
                        view.peers().size(),
                        userTimeout,
                        node::accept);
        legacyReceivers =
                view.peers().stream()
                        .filter(peer -> peer.link().legacy())
                        .map(peer -> legacyReceiver(peer.nodeId(), address, userTimeout))
                        .toList();
        connector =
                new PeerConnector(
                        epoll,
                        loop,
                        address,
                        file.network().senderPort(file.nodeId()),
                        new PeerConnector.Options(
                                millis(link.connectTimeout()), userTimeout, link.windowBytes()));
    }

    /** The original connects to a port of its own for each peer. */
    private PeerReceiver legacyReceiver(int peer, InetAddress address, int userTimeout) {
        return PeerReceiver.ofLegacy(
                epoll,
                loop,
                new InetSocketAddress(address, file.network().receiverPort(peer)),
                userTimeout,
                output -> node.acceptLegacy(peer, output, loop.now()));
    }

    private static InetAddress bindAddress(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new StartException(
                    ExitCode.ADDRESS, "bind_address " + text + " is no address", e);
        }
    }

    private static NodeSettings settings(DaemonConfig config) {
        SecureRandom random = new SecureRandom();
        long incarnation = random.nextLong() | 1L;
        ChannelSettings channel =
                NodePlan.channel(
                        config.node(), incarnation, random.nextLong(), firstSequence());
        long wallClock = System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();
        return NodePlan.settings(
                config.node(), NodePlan.containers(config), channel, wallClock);
    }

    private static int firstSequence() {
        return Integer.parseUnsignedInt(System.getProperty(FIRST_SEQUENCE, "1"));
    }

    private static int millis(Duration d) {
        return (int) d.toMillis();
    }

    private void open() {
        try {
            receiver.start();
            legacyReceivers.forEach(PeerReceiver::start);
            attach.start();
            epoll.eventLoop().submit(this::begin).syncUninterruptibly();
        } catch (RuntimeException e) {
            receiver.close();
            legacyReceivers.forEach(PeerReceiver::close);
            attach.close();
            connector.close();
            throw e;
        }
    }

    private void begin() {
        loop.drive(new Work());
        node.start(loop.now());
    }

    /** One line for the operator: who it is and where. */
    String readyLine() {
        String peers =
                view.peers().stream()
                        .map(p -> Integer.toString(p.nodeId()))
                        .collect(Collectors.joining(","));
        InetSocketAddress at = receiver.address();
        return "ready node=%d name=%s receiver=%s:%d sender=%d socket=%s peers=%s version=%s"
                .formatted(
                        file.nodeId(),
                        file.nodeName(),
                        at.getAddress().getHostAddress(),
                        at.getPort(),
                        file.network().senderPort(file.nodeId()),
                        file.attach().socket(),
                        peers.isEmpty() ? "none" : peers,
                        Version.text());
    }

    /** The loop that everything here runs on. */
    EpollLoop loop() {
        return epoll;
    }

    /** The same as its shells see it. */
    ShellLoop shellLoop() {
        return loop;
    }

    /**
     * GOODBYE to peers, BYE to processes, socket removed; within 5 s, also when the loop is stuck.
     * Not on the loop's thread.
     */
    @Override
    public void close() {
        Deadline deadline = Deadline.in(STOP_WITHIN);
        if (!saidGoodbye()) {
            LOG.warn("the event loop does not answer; peers and processes are not told");
        }
        attach.close(deadline);
        receiver.close(deadline);
        legacyReceivers.forEach(each -> each.close(deadline));
        connector.close(deadline);
        epoll.close(deadline);
    }

    private boolean saidGoodbye() {
        try {
            Future<?> said = epoll.eventLoop().submit(this::sayGoodbye);
            return Deadline.in(GOODBYE_WITHIN).await(said) && said.isSuccess();
        } catch (RejectedExecutionException dead) {
            LOG.debug("the event loop has ended", dead);
            return false;
        }
    }

    private void sayGoodbye() {
        attach.refuse();
        receiver.refuse();
        legacyReceivers.forEach(PeerReceiver::refuse);
        connector.refuse();
        node.stop(loop.now());
        node.flush(loop.now());
    }

    /** The node, as the loop drives it. */
    private final class Work implements LoopWork {
        @Override
        public void tick(long now) {
            node.tick(now);
        }

        @Override
        public long nextDeadline() {
            return node.nextDeadline();
        }

        @Override
        public void flush(long now) {
            node.flush(now);
        }
    }

    /** What the node asks of its shells. */
    private final class Events implements NodeEvents {
        @Override
        public void connect(int peer) {
            connector.connect(view.peer(peer).orElseThrow(), new ChannelLink(peer));
        }

        @Override
        public void wantsFlush() {
            loop.wantsFlush();
        }

        @Override
        public void peerUp(int peer) {
            LOG.info("peer up node={} name={}", peer, name(peer));
        }

        @Override
        public void peerDown(int peer, String why) {
            LOG.info("peer down node={} name={}: {}", peer, name(peer), why);
        }

        private String name(int peer) {
            return view.peer(peer).map(RoutingView.Peer::name).orElse("?");
        }
    }

    /** The outgoing half of a channel, as its connection drives it. */
    private final class ChannelLink implements Link {
        private final int peer;

        ChannelLink(int peer) {
            this.peer = peer;
        }

        @Override
        public void connected(PeerOutput output, long now) {
            node.channel(peer).connected(output, now);
        }

        @Override
        public void connectFailed(String why, long now) {
            node.channel(peer).connectFailed(why, now);
        }

        @Override
        public void control(PeerOutput output, ProxyHeader header, long now) {
            node.channel(peer).control(output, header, now);
        }

        @Override
        public void malformed(PeerOutput output, String why, long now) {
            node.channel(peer).malformed(output, why, now);
        }

        @Override
        public void disconnected(PeerOutput output, String why, long now) {
            node.channel(peer).disconnected(output, why, now);
        }
    }
}
