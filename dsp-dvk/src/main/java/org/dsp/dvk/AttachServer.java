package org.dsp.dvk;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dsp.core.config.AttachSettings;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.wire.PayloadPool;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.Deadline;
import org.dsp.net.EpollLoop;
import org.dsp.net.LineLimiter;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the Unix socket of a node and gives each process that connects a session, under the
 * pid, uid and gid that the kernel names.
 */
public final class AttachServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttachServer.class);
    private static final int LOG_LINES = 20;
    private static final long LOG_PERIOD = TimeUnit.SECONDS.toNanos(10);

    /** A connection that is closed lingers for 1 s at most. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(1500);

    private final EpollLoop epoll;
    private final ShellLoop loop;
    private final AttachSettings settings;
    private final ConnectionBounds bounds;
    private final Attacher attacher;
    private final PayloadPool payloads = new PayloadPool();
    private final Backlog backlog = new Backlog(AttachBounds.ALL_WAITING);
    private final ChannelGroup channels;
    private final Map<Integer, Integer> perUser = new HashMap<>();
    private final LineLimiter lines;
    private final SocketFile file;
    private Channel listener;
    private boolean stopping;

    /**
     * Claims the socket's path; does not listen yet. Not on the loop's thread.
     *
     * @param copyChunks chunks in flight of one vcopy
     * @param owner who claims the path, told to the next daemon that tries
     * @throws AttachSocketException if the path cannot be had
     */
    public AttachServer(
            EpollLoop epoll,
            ShellLoop loop,
            AttachSettings settings,
            int copyChunks,
            String owner,
            Attacher attacher) {
        this.epoll = epoll;
        this.loop = loop;
        this.settings = settings;
        this.bounds = AttachBounds.of(copyChunks);
        this.attacher = attacher;
        this.channels = new DefaultChannelGroup(epoll.eventLoop());
        this.lines = new LineLimiter(LOG_LINES, LOG_PERIOD, loop.now());
        this.file = SocketFile.claim(settings.socket(), owner);
    }

    /**
     * Listens from here on. Not on the loop's thread.
     *
     * @throws AttachSocketException if that fails
     */
    public void start() {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(epoll.eventLoop())
                        .channel(EpollServerDomainSocketChannel.class)
                        .childOption(ChannelOption.ALLOCATOR, epoll.allocator())
                        .childOption(ChannelOption.SO_SNDBUF, AttachBounds.SOCKET_BUFFER)
                        .childHandler(
                                new ChannelInitializer<EpollDomainSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollDomainSocketChannel channel) {
                                        accepted(channel);
                                    }
                                });
        var bind =
                bootstrap
                        .bind(new DomainSocketAddress(settings.socket().toString()))
                        .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw AttachSocketException.unusable(
                    "socket "
                            + settings.socket()
                            + " cannot be bound: "
                            + bind.cause().getMessage(),
                    bind.cause());
        }
        listener = bind.channel();
        file.bound();
    }

    /** Takes no more processes. Loop's thread; those that are attached are the node's to end. */
    public void refuse() {
        stopping = true;
    }

    /** As {@link #close(Deadline)}, within 1.5 s. */
    @Override
    public void close() {
        close(Deadline.in(CLOSE_PATIENCE));
    }

    /**
     * Stops to listen, waits until {@code deadline} for the processes that the node has said BYE
     * to, removes the socket. Not on the loop's thread.
     */
    public void close(Deadline deadline) {
        if (listener != null) {
            deadline.await(listener.close());
        }
        deadline.await(channels.newCloseFuture());
        file.close();
    }

    private void accepted(EpollDomainSocketChannel channel) {
        Credentials credentials;
        try {
            PeerCredentials peer = channel.peerCredentials();
            int gid = peer.gids().length == 0 ? -1 : peer.gids()[0];
            credentials = new Credentials(peer.pid(), peer.uid(), gid);
        } catch (IOException | RuntimeException gone) {
            LOG.debug("a process connected and was gone before it could be asked who it is", gone);
            refuse(channel, "who you are is not known");
            return;
        }
        String refusal = refusal(credentials);
        if (!refusal.isEmpty()) {
            if (lines.allows(loop.now())) {
                LOG.warn("process refused: {}: {}{}", credentials, refusal, lines.more());
            }
            refuse(channel, refusal);
            return;
        }
        AttachConnection connection =
                new AttachConnection(this, credentials, loop, payloads, bounds);
        count(channel, credentials.uid());
        channel.pipeline().addLast(connection);
    }

    private void count(Channel channel, int user) {
        channels.add(channel);
        perUser.merge(user, 1, Integer::sum);
        channel.closeFuture()
                .addListener(
                        closed ->
                                perUser.computeIfPresent(
                                        user, (u, count) -> count == 1 ? null : count - 1));
    }

    /** Why a process may not attach; empty when it may. */
    private String refusal(Credentials credentials) {
        int max = settings.maxProcesses();
        if (stopping) {
            return "the daemon stops";
        }
        if (channels.size() >= max) {
            return "too many attached processes; allowed " + max;
        }
        // So that one user's programs cannot shut out everybody else's.
        int perUserMax = Math.max(1, max - max / 8);
        if (credentials.uid() != 0 && perUser.getOrDefault(credentials.uid(), 0) >= perUserMax) {
            return "too many attached processes of user "
                    + credentials.uid()
                    + "; allowed "
                    + perUserMax;
        }
        return "";
    }

    private static void refuse(Channel channel, String why) {
        byte[] reason = why.getBytes(StandardCharsets.UTF_8);
        AttachFrame bye =
                new AttachFrame()
                        .start(AttachOp.BYE, 0)
                        .a0(ErrorCode.EDVSNOSPC.number())
                        .length(reason.length);
        ByteBuf bytes = channel.alloc().directBuffer(AttachFrame.BYTES + reason.length);
        bytes.writeBytes(bye.array()).writeBytes(reason);
        channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
    }

    // ---- for connections

    AttachSession opened(AttachConnection connection, long now) {
        LOG.debug("process attached: {}", connection.credentials());
        return attacher.attach(connection.credentials(), connection, now);
    }

    void ended(AttachConnection connection, String reason, boolean here, long now) {
        if (stopping || !here) {
            LOG.debug("process gone: {}: {}", connection.credentials(), reason);
        } else if (lines.allows(now)) {
            LOG.warn("process ended: {}: {}{}", connection.credentials(), reason, lines.more());
        }
    }

    Backlog backlog() {
        return backlog;
    }
}
