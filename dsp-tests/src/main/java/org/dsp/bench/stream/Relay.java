package org.dsp.bench.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Callable;
import org.dsp.bench.load.Children;
import org.dsp.bench.stream.StreamAddress.Tcp;
import org.dsp.bench.stream.StreamAddress.Unix;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The least that a user-space proxy written with Netty can do: for each connection accepted, one to
 * the target; bytes are copied both ways, as read, on one native epoll loop.
 */
@Command(name = "Relay", description = "Relays connections until its standard input ends.")
public final class Relay implements Callable<Integer> {
    private static final int BACKLOG = 1024;

    @Option(names = "--listen", required = true, converter = AddressConverter.class)
    private StreamAddress listen;

    @Option(names = "--connect", required = true, converter = AddressConverter.class)
    private StreamAddress connect;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Relay()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Children.endWithInput();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Bootstrap target =
                new Bootstrap()
                        .group(loop)
                        .channel(channelTo(connect))
                        .remoteAddress(nettyAddress(connect))
                        .option(ChannelOption.AUTO_READ, false);
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(channelOf(listen))
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        accepted.pipeline().addLast(new AcceptHandler(target));
                                    }
                                });
        // A lone small frame must not wait for company, on either side.
        if (connect instanceof Tcp) {
            target.option(ChannelOption.TCP_NODELAY, true);
        }
        if (listen instanceof Tcp) {
            server.childOption(ChannelOption.TCP_NODELAY, true);
        }
        Channel listening = server.bind(nettyAddress(listen)).sync().channel();
        System.out.println("ready " + listen);
        listening.closeFuture().sync();
        return 0;
    }

    private static Class<? extends ServerChannel> channelOf(StreamAddress address) {
        return address instanceof Unix
                ? EpollServerDomainSocketChannel.class
                : EpollServerSocketChannel.class;
    }

    private static Class<? extends Channel> channelTo(StreamAddress address) {
        return address instanceof Unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class;
    }

    private static SocketAddress nettyAddress(StreamAddress address) {
        if (address instanceof Unix unix) {
            return new DomainSocketAddress(unix.path().toFile());
        }
        Tcp tcp = (Tcp) address;
        return new InetSocketAddress(tcp.host(), tcp.port());
    }
}
