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
import org.dsp.agent.AgentService;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.NodePlan;
import org.dsp.core.agent.Session;
import org.dsp.core.channel.ChannelSettings;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodeSettings;
import org.dsp.dvk.AttachServer;
import org.dsp.dvk.AttachSocketException;
import org.dsp.net.Deadline;
import org.dsp.net.EpollLoop;
import org.dsp.net.LoopWork;
import org.dsp.net.NoEpollException;
import org.dsp.net.NodeLoop;
import org.dsp.net.ShellLoop;
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
    private final Optional<GroupMode> groupMode;
    private final Consumer<StartException> end;
    private final Consumer<Throwable> fatal;
    private final RoutingView view;
    private final EpollLoop epoll;
    private final NodeLoop loop;
    private final AttachServer attach;
    private final PeerReceiver receiver;
    private final List<PeerReceiver> legacyReceivers;
    private final PeerConnector connector;
    private final Node node;
    private final Peers peers;
    private final Programs programs;
    private final long incarnation;
    private volatile Optional<AgentService> agent = Optional.empty();
    private volatile Optional<AdminServer> admin = Optional.empty();

    /**
     * Starts a node; it is ready when this returns.
     *
     * @param end is told why the daemon must stop, after it has started, on any thread
     * @param fatal is told of an error after which the node cannot go on, on any thread; it must
     *     not return, but in tests
     * @throws StartException if it cannot
     */
    static Daemon start(
            DaemonConfig config, Consumer<StartException> end, Consumer<Throwable> fatal) {
        try {
            return start(config, end, fatal, EpollLoop.open("dspd-loop"));
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

    private static Daemon start(
            DaemonConfig config,
            Consumer<StartException> end,
            Consumer<Throwable> fatal,
            EpollLoop epoll) {
        try {
            Daemon daemon = new Daemon(config, end, fatal, epoll);
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

    private Daemon(
            DaemonConfig config,
            Consumer<StartException> end,
            Consumer<Throwable> fatal,
            EpollLoop epoll) {
        file = config.node();
        this.end = end;
        this.fatal = fatal;
        groupMode =
                file.group() == Group.NONE ? Optional.empty() : Optional.of(new GroupMode(config));
        view = NodePlan.view(config);
        this.epoll = epoll;
        loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal);
        epoll.onDeath(fatal);
        InetAddress address = bindAddress(file.network().bindAddress());
        int receiverPort = file.network().receiverPort(file.nodeId());
        LinkSettings link = file.link();
        // Three missed HELLOs end a connection; so does data that nobody acknowledges for as long.
        int userTimeout = 3 * millis(link.helloPeriod());
        SecureRandom random = new SecureRandom();
        incarnation = random.nextLong() | 1L;
        attach =
                new AttachServer(
                        epoll,
                        loop,
                        file.attach(),
                        file.copyChunks(),
                        "dspd of node " + file.nodeId() + ", pid " + ProcessHandle.current().pid(),
                        (credentials, output, now) -> node().attach(credentials, output, now));
        receiver =
                new PeerReceiver(
                        epoll,
                        loop,
                        new InetSocketAddress(address, receiverPort),
                        groupMode.isPresent() ? Kernel.MAX_NODES : view.peers().size(),
                        userTimeout,
                        output -> node().accept(output));
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
        peers = new Peers(loop, this::node, connector, view, new Told());
        programs = new Programs(file, epoll.eventLoop(), loop, this::node);
        node =
                new Node(
                        settings(config, random.nextLong()),
                        view,
                        peers,
                        programs.port(),
                        loop.now());
    }

    private Node node() {
        return node;
    }

    /** What the group has to know of peers and sessions. */
    private final class Told implements Peers.Watch {
        @Override
        public void link(int peer, boolean up) {
            agent.ifPresent(service -> service.link(peer, up));
        }

        @Override
        public void sessionOpened(Session session) {
            agent.ifPresent(service -> service.sessionOpened(session));
        }

        @Override
        public void sessionClosed(long id) {
            agent.ifPresent(service -> service.sessionClosed(id));
        }
    }

    /** The original connects to a port of its own for each peer. */
    private PeerReceiver legacyReceiver(int peer, InetAddress address, int userTimeout) {
        return PeerReceiver.ofLegacy(
                epoll,
                loop,
                new InetSocketAddress(address, file.network().receiverPort(peer)),
                userTimeout,
                output -> node().acceptLegacy(peer, output, loop.now()));
    }

    private static InetAddress bindAddress(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new StartException(
                    ExitCode.ADDRESS, "bind_address " + text + " is no address", e);
        }
    }

    private NodeSettings settings(DaemonConfig config, long seed) {
        ChannelSettings channel = NodePlan.channel(file, incarnation, seed, firstSequence());
        long wallClock = System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();
        List<Container> containers =
                groupMode.map(GroupMode::containers).orElseGet(() -> NodePlan.containers(config));
        return NodePlan.settings(file, containers, channel, wallClock);
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
            agent = groupMode.map(this::join);
            admin = Optional.of(admin());
        } catch (RuntimeException e) {
            agent.ifPresent(AgentService::close);
            receiver.close();
            legacyReceivers.forEach(PeerReceiver::close);
            attach.close();
            connector.close();
            programs.close();
            throw e;
        }
    }

    /** Of this node too. Any thread. */
    private String nameOf(int id) {
        return id == file.nodeId() ? file.nodeName() : peers.nameOf(id);
    }

    private AdminServer admin() {
        AdminNode desk = new AdminNode(epoll.eventLoop(), loop, node);
        return AdminServer.start(
                file.admin(),
                new AdminDesk(
                        file.nodeId(),
                        desk,
                        agent.map(GroupAdmin::new),
                        this::nameOf,
                        peers::services),
                fatal);
    }

    private AgentService join(GroupMode mode) {
        return mode.start(
                receiver.address().getPort(),
                incarnation,
                new GroupMode.Wishes(this::viewChanged, this::endSession, end, fatal));
    }

    /** On the agent's thread. */
    private void viewChanged(RoutingView next) {
        try {
            epoll.eventLoop().execute(() -> onLoop(next));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the event loop has ended", stopped);
        }
    }

    /** On the agent's thread. */
    private void endSession(long id, String why) {
        try {
            epoll.eventLoop().execute(() -> endOnLoop(id, why));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the event loop has ended", stopped);
        }
    }

    private void endOnLoop(long id, String why) {
        try {
            node.endSession(id, why, loop.now());
            loop.wantsFlush();
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }

    private void onLoop(RoutingView next) {
        try {
            peers.viewChanged(next);
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }

    private void begin() {
        loop.drive(new Work());
        node.start(loop.now());
    }

    /** One line for the operator: who it is and where. */
    String readyLine() {
        String ids =
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
                        members(ids),
                        Version.text());
    }

    private String members(String ids) {
        if (groupMode.isPresent()) {
            return "group:" + file.membership().groupName();
        }
        return ids.isEmpty() ? "none" : ids;
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
        admin.ifPresent(AdminServer::close);
        // First, and beside the rest: others shall know before they see the channels go.
        Thread leaving = new Thread(() -> agent.ifPresent(AgentService::close), "leave");
        leaving.setDaemon(true);
        leaving.start();
        if (!saidGoodbye()) {
            LOG.warn("the event loop does not answer; peers and processes are not told");
        }
        Thread ending = new Thread(programs::close, "programs-end");
        ending.setDaemon(true);
        ending.start();
        attach.close(deadline);
        receiver.close(deadline);
        legacyReceivers.forEach(each -> each.close(deadline));
        connector.close(deadline);
        epoll.close(deadline);
        deadline.await(leaving);
        deadline.await(ending);
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
}
