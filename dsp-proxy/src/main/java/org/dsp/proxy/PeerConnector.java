package org.dsp.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.RoutingView;
import org.dsp.core.wire.PayloadPool;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.Deadline;
import org.dsp.net.EpollLoop;
import org.dsp.net.ShellLoop;

/** Opens this node's connections to its peers. */
public final class PeerConnector implements AutoCloseable {
    /** A connection that is closed lingers for 1 s at most. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(1500);

    private final EpollLoop epoll;
    private final ShellLoop loop;
    private final SourcePort source;
    private final Options options;
    private final ConnectionBounds bounds;
    private final PayloadPool payloads = new PayloadPool();
    private final Lz4FrameEncoder lz4 = new Lz4FrameEncoder();
    private final HostResolver resolver = new HostResolver();
    private final ChannelGroup channels;
    private final Map<Integer, Target> targets = new HashMap<>();
    private boolean stopping;

    private record Target(RoutingView.Peer peer, Dial dial) {}

    /**
     * How connections are made.
     *
     * @param connectTimeoutMillis of one try
     * @param userTimeoutMillis after which data that is not acknowledged ends a connection: a break
     *     in the network is otherwise noticed when TCP's own back-off gets round to it, 47 s after
     *     the end of a break of 60 s
     * @param windowBytes most payload bytes sent to a peer and not acknowledged
     */
    public record Options(int connectTimeoutMillis, int userTimeoutMillis, int windowBytes) {}

    /**
     * @param bindAddress that the receiver listens on
     * @param sourcePort to connect from where possible; 0 = any
     */
    public PeerConnector(
            EpollLoop epoll,
            ShellLoop loop,
            InetAddress bindAddress,
            int sourcePort,
            Options options) {
        this.epoll = epoll;
        this.loop = loop;
        this.source = new SourcePort(bindAddress, sourcePort);
        this.options = options;
        this.bounds = PeerBounds.outgoing(options.windowBytes());
        this.channels = new DefaultChannelGroup(epoll.eventLoop());
    }

    /**
     * Starts an attempt to connect to {@code peer}; nothing when one is underway. Loop's thread.
     *
     * @param link is told how it went, and everything later; later than this call returns
     */
    public void connect(RoutingView.Peer peer, Link link) {
        if (stopping) {
            return;
        }
        Dial dial = dial(peer);
        if (dial.begin(link)) {
            resolver.resolve(
                    peer.host(), answer -> epoll.eventLoop().execute(() -> resolved(dial, answer)));
        }
    }

    private void resolved(Dial dial, HostResolver.Answer answer) {
        try {
            dial.resolved(answer);
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }

    /** No more attempts. Loop's thread; what is connected is the node's to close. */
    @SuppressWarnings("FutureReturnValueIgnored") // close() waits for it.
    public void refuse() {
        stopping = true;
        targets.values().forEach(target -> target.dial.cancel());
        // What is not connected yet need not be waited for.
        channels.close(channel -> !channel.isActive());
    }

    /** As {@link #close(Deadline)}, within 1.5 s. */
    @Override
    public void close() {
        close(Deadline.in(CLOSE_PATIENCE));
    }

    /**
     * Waits until {@code deadline} for the connections that the node has closed. Not on the loop's
     * thread.
     */
    public void close(Deadline deadline) {
        resolver.close();
        deadline.await(channels.newCloseFuture());
    }

    /** Of a peer that moved, nobody wants the connection to where it was. */
    private Dial dial(RoutingView.Peer peer) {
        Target known = targets.get(peer.nodeId());
        if (known != null
                && known.peer.sameAddress(peer)
                && known.peer.link().equals(peer.link())) {
            return known.dial;
        }
        if (known != null) {
            known.dial.cancel();
        }
        Target target = new Target(peer, newDial(peer));
        targets.put(peer.nodeId(), target);
        return target.dial;
    }

    private Dial newDial(RoutingView.Peer peer) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(epoll.eventLoop())
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.ALLOCATOR, epoll.allocator())
                        .option(ChannelOption.TCP_NODELAY, true)
                        // However it ends, what was not sent yet is sent on the next connection.
                        .option(ChannelOption.SO_LINGER, 0)
                        // Many connections share the source port, each to another address.
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                options.connectTimeoutMillis())
                        .option(EpollChannelOption.TCP_USER_TIMEOUT, options.userTimeoutMillis())
                        .option(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) PeerBounds.NOT_SENT);
        return new Dial(
                peer.port(),
                source,
                bootstrap,
                (dial, link) -> handler(dial, link, peer.link()),
                this::failed);
    }

    private ChannelHandler handler(Dial dial, Link link, LinkOptions options) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                channel.pipeline()
                        .addLast(
                                new OutgoingConnection(
                                        dial, link, options, loop, payloads, bounds, lz4));
            }
        };
    }

    private void failed(Link link, String why) {
        try {
            link.connectFailed(why, loop.now());
            loop.wantsFlush();
        } catch (Throwable error) {
            loop.fatal(error);
        }
    }
}
