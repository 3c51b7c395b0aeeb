package org.dsp.proxy;

import io.netty.channel.ChannelHandlerContext;
import org.dsp.core.Payload;
import org.dsp.core.node.Node;
import org.dsp.core.wire.Decompressor;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.ShellLoop;

/** A connection that a peer opened: data in, control out. It is always read. */
final class IncomingConnection extends PeerConnection {
    private final PeerReceiver receiver;
    private Node.Incoming node;

    IncomingConnection(
            PeerReceiver receiver,
            ShellLoop loop,
            PayloadPool payloads,
            ConnectionBounds bounds,
            Decompressor lz4) {
        super(loop, payloads, bounds, new FrameReader(lz4));
        this.receiver = receiver;
    }

    @Override
    protected void opened(ChannelHandlerContext context, long now) {
        at(context.channel());
        node = receiver.opened(this);
    }

    @Override
    void frame(ProxyHeader header, Payload payload, long now) {
        node.frame(header, payload, now);
    }

    @Override
    void malformed(String why, long now) {
        node.malformed(why, now);
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        super.ended(reason, here, now);
        // Of a peer that joined the channel has said why, as loudly as it deserves.
        receiver.ended(foreign(), reason, here && !node.named(), now);
        node.closed(reason, now);
    }
}
