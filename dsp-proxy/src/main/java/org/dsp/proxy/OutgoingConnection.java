package org.dsp.proxy;

import io.netty.channel.ChannelHandlerContext;
import org.dsp.core.Payload;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that we opened: data out, control back. */
final class OutgoingConnection extends PeerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingConnection.class);

    private final Dial dial;
    private final Link link;
    private boolean taken;

    OutgoingConnection(
            Dial dial, Link link, ShellLoop loop, PayloadPool payloads, ConnectionBounds bounds) {
        super(loop, payloads, bounds);
        this.dial = dial;
        this.link = link;
    }

    @Override
    protected void opened(ChannelHandlerContext context, long now) {
        if (dial.cancelled()) {
            fail("not wanted any more");
            return;
        }
        if (context.channel().localAddress().equals(context.channel().remoteAddress())) {
            // The peer is down and its port came up as our own source port.
            fail("connected to itself");
            return;
        }
        taken = true;
        dial.connected();
        LOG.debug(
                "connected to {} from {}",
                Addresses.text(context.channel().remoteAddress()),
                Addresses.text(context.channel().localAddress()));
        link.connected(this, now);
    }

    @Override
    void frame(ProxyHeader header, Payload payload, long now) {
        if (payload.length() > 0) {
            payload.release();
            fail("sent data back; allowed is control");
            return;
        }
        link.control(this, header, now);
    }

    @Override
    void malformed(String why, long now) {
        link.malformed(this, why, now);
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        super.ended(reason, here, now);
        if (taken) {
            link.disconnected(this, reason, now);
        } else {
            dial.failed(reason);
        }
    }
}
