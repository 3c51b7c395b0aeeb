package org.dsp.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dsp.core.node.Node;
import org.dsp.core.wire.PayloadPool;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.Deadline;
import org.dsp.net.EpollLoop;
import org.dsp.net.LineLimiter;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for the connections of peers and hands each to the node. */
public final class PeerReceiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerReceiver.class);
    private static final int LOG_LINES = 20;
    private static final long LOG_PERIOD = TimeUnit.SECONDS.toNanos(10);

    /** A connection that is closed lingers for 1 s at most. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(1500);

    /** Connections beyond one per peer: newer ones before the older is closed, and strangers. */
    private static final int EXTRA = 64;

    private final EpollLoop epoll;
    private final ShellLoop loop;
    private final InetSocketAddress address;
    private final int userTimeoutMillis;
    private final int maxConnections;
    private final Acceptor acceptor;
    private final PayloadPool payloads = new PayloadPool();
    private final Lz4FrameDecoder lz4 = new Lz4FrameDecoder();
    private final ConnectionBounds bounds;
    private final ChannelGroup channels;
    private final LineLimiter lines;
    private Channel listener;
    private boolean stopping;

    /**
     * Does not listen yet.
     *
     * @param address to listen on
     * @param peers how many there are
     * @param userTimeoutMillis after which data that is not acknowledged ends a connection
     */
    public PeerReceiver(
            EpollLoop epoll,
            ShellLoop loop,
            InetSocketAddress address,
            int peers,
            int userTimeoutMillis,
            Acceptor acceptor) {
        this(epoll, loop, address, peers, userTimeoutMillis, acceptor, PeerBounds.incoming());
    }

    private PeerReceiver(
            EpollLoop epoll,
            ShellLoop loop,
            InetSocketAddress address,
            int peers,
            int userTimeoutMillis,
            Acceptor acceptor,
            ConnectionBounds bounds) {
        this.bounds = bounds;
        this.epoll = epoll;
        this.loop = loop;
        this.address = address;
        this.userTimeoutMillis = userTimeoutMillis;
        this.maxConnections = 2 * peers + EXTRA;
        this.acceptor = acceptor;
        this.channels = new DefaultChannelGroup(epoll.eventLoop());
        this.lines = new LineLimiter(LOG_LINES, LOG_PERIOD, loop.now());
    }

    /** As the constructor, on the port that is kept for one legacy peer. */
    public static PeerReceiver ofLegacy(
            EpollLoop epoll,
            ShellLoop loop,
            InetSocketAddress address,
            int userTimeoutMillis,
            Acceptor acceptor) {
        ConnectionBounds bounds = PeerBounds.legacy(PeerBounds.incoming());
        return new PeerReceiver(epoll, loop, address, 1, userTimeoutMillis, acceptor, bounds);
    }

    /**
     * Listens from here on. Not on the loop's thread.
     *
     * @throws PortTakenException if somebody else listens there
     * @throws ReceiverException if it fails otherwise
     */
    public void start() {
        var bind =
                new ServerBootstrap()
                        .group(epoll.eventLoop())
                        .channel(EpollServerSocketChannel.class)
                        .childOption(ChannelOption.ALLOCATOR, epoll.allocator())
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(EpollChannelOption.TCP_USER_TIMEOUT, userTimeoutMillis)
                        .childHandler(
                                new ChannelInitializer<EpollSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollSocketChannel channel) {
                                        accepted(channel);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw Errno.of(bind.cause()) == Errno.ADDRESS_IN_USE
                    ? new PortTakenException(address, bind.cause())
                    : new ReceiverException(address, bind.cause());
        }
        listener = bind.channel();
    }

    /** Where it listens; with the real port when it was told 0. */
    public InetSocketAddress address() {
        return listener == null ? address : (InetSocketAddress) listener.localAddress();
    }

    /** Takes no more connections. Loop's thread; those that are open are the node's to end. */
    public void refuse() {
        stopping = true;
    }

    /** As {@link #close(Deadline)}, within 1.5 s. */
    @Override
    public void close() {
        close(Deadline.in(CLOSE_PATIENCE));
    }

    /**
     * Stops to listen, waits until {@code deadline} for the connections that the node has closed.
     * Not on the loop's thread.
     */
    public void close(Deadline deadline) {
        if (listener != null) {
            deadline.await(listener.close());
        }
        deadline.await(channels.newCloseFuture());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a stranger's end.
    private void accepted(EpollSocketChannel channel) {
        if (stopping || channels.size() >= maxConnections) {
            if (!stopping && lines.allows(loop.now())) {
                LOG.warn(
                        "connection from {} refused: {} are open already{}",
                        Addresses.text(channel.remoteAddress()),
                        maxConnections,
                        lines.more());
            }
            channel.close();
            return;
        }
        channels.add(channel);
        // However it ends, nothing of it arrives later than that.
        channel.config().setSoLinger(0);
        channel.pipeline().addLast(new IncomingConnection(this, loop, payloads, bounds, lz4));
    }

    // ---- for connections

    Node.Incoming opened(IncomingConnection connection) {
        return acceptor.accept(connection);
    }

    /**
     * A connection has ended.
     *
     * @param loud whether the operator is to see it: a stranger was shown the door
     */
    void ended(String from, String reason, boolean loud, long now) {
        if (stopping || !loud) {
            LOG.debug("connection from {} ended: {}", from, reason);
        } else if (lines.allows(now)) {
            LOG.warn("connection from {} closed: {}{}", from, reason, lines.more());
        }
    }
}
