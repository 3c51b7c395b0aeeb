package org.dsp.bench.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Connects to the target for an accepted connection, then joins the two. */
@SuppressWarnings("FutureReturnValueIgnored") // failures come to exceptionCaught or a listener
final class AcceptHandler extends ChannelInboundHandlerAdapter {
    private final Bootstrap target;

    /**
     * @param target connects, without reading by itself; its loop and handler are set here
     */
    AcceptHandler(Bootstrap target) {
        this.target = target;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel accepted = context.channel();
        target.clone(accepted.eventLoop())
                .handler(new CopyHandler(accepted))
                .connect()
                .addListener(
                        (ChannelFutureListener)
                                connected -> {
                                    if (connected.isSuccess()) {
                                        join(context, connected.channel());
                                    } else {
                                        System.err.println("no target: " + connected.cause());
                                        context.close();
                                    }
                                });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println(context.channel() + ": " + cause);
        context.close();
    }

    private void join(ChannelHandlerContext context, Channel connected) {
        context.pipeline().replace(this, null, new CopyHandler(connected));
        context.channel().config().setAutoRead(true);
        connected.config().setAutoRead(true);
    }
}
