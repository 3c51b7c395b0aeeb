package org.dsp.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts to connect to one peer. An attempt tries each address of the host in turn: from the
 * node's source port first, and where that port cannot be bound or connected from, from any. Loop's
 * thread only.
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final int port;
    private final SourcePort source;
    private final Bootstrap bootstrap;
    private final BiFunction<Dial, Link, ChannelHandler> connection;
    private final BiConsumer<Link, String> onFailure;

    /** Whom the attempt underway is for; null when there is none. */
    private Link link;

    private boolean cancelled;
    private List<InetAddress> addresses = List.of();
    private int next;

    /**
     * The last attempt from the source port was never answered: a firewall, or an old connection.
     */
    private boolean avoidSourcePort;

    /**
     * @param connection makes the handler of a new channel, which calls {@link #connected}
     * @param onFailure is told why an attempt failed, at its end
     */
    Dial(
            int port,
            SourcePort source,
            Bootstrap bootstrap,
            BiFunction<Dial, Link, ChannelHandler> connection,
            BiConsumer<Link, String> onFailure) {
        this.port = port;
        this.source = source;
        this.bootstrap = bootstrap;
        this.connection = connection;
        this.onFailure = onFailure;
    }

    /** Begins an attempt; false when one is underway, whose end is the answer to both. */
    boolean begin(Link toTell) {
        if (link != null) {
            return false;
        }
        link = toTell;
        return true;
    }

    /** Nobody wants a connection any more. */
    void cancel() {
        cancelled = true;
    }

    /** Whether nobody wants a connection any more. */
    boolean cancelled() {
        return cancelled;
    }

    /** The host's addresses are known, or why not. */
    void resolved(HostResolver.Answer answer) {
        addresses = answer.addresses();
        next = 0;
        if (cancelled) {
            end("cancelled");
        } else if (addresses.isEmpty()) {
            end(answer.why());
        } else {
            fromSourcePort();
        }
    }

    /** A connection stands. */
    void connected() {
        link = null;
        avoidSourcePort = false;
    }

    /** A connection stood and is worth nothing. */
    void failed(String why) {
        end("connect to " + Addresses.text(target()) + ": " + why);
    }

    private InetSocketAddress target() {
        return new InetSocketAddress(addresses.get(next), port);
    }

    private void fromSourcePort() {
        if (!source.wanted() || avoidSourcePort) {
            avoidSourcePort = false;
            fromAnyPort();
            return;
        }
        InetSocketAddress local = source.address(addresses.get(next));
        fresh().connect(target(), local).addListener(done -> afterSourcePort(done, local));
    }

    private void afterSourcePort(Future<?> done, InetSocketAddress local) {
        if (done.isSuccess()) {
            return;
        }
        if (Errno.blamesLocalAddress(done.cause())) {
            LOG.debug(
                    "cannot connect to {} from port {} ({}): from any port",
                    Addresses.text(target()),
                    local.getPort(),
                    done.cause().getMessage());
            fromAnyPort();
            return;
        }
        avoidSourcePort = done.cause() instanceof ConnectTimeoutException;
        tryNext(done.cause());
    }

    private void fromAnyPort() {
        ChannelFuture attempt = fresh().connect(target());
        attempt.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        tryNext(done.cause());
                    }
                });
    }

    private Bootstrap fresh() {
        return bootstrap.clone().handler(connection.apply(this, link));
    }

    private void tryNext(Throwable cause) {
        if (!cancelled && next + 1 < addresses.size()) {
            next++;
            fromSourcePort();
        } else {
            failed(String.valueOf(cause.getMessage()));
        }
    }

    private void end(String why) {
        Link told = link;
        link = null;
        if (!cancelled) {
            onFailure.accept(told, why);
        }
    }
}
