package org.dsp.proxy;

import io.netty.channel.ChannelHandlerContext;
import org.dsp.core.Payload;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that we opened: data out, control back. What is sent is encoded as the peer's
 * options ask for, as far as its JOIN_ACK says that it reads it; a legacy peer says nothing and is
 * believed to read what its options say.
 */
final class OutgoingConnection extends EncodedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingConnection.class);

    private final Dial dial;
    private final Link link;
    private final LinkOptions options;
    private boolean taken;

    OutgoingConnection(
            Dial dial,
            Link link,
            LinkOptions options,
            ShellLoop loop,
            PayloadPool payloads,
            ConnectionBounds bounds,
            Lz4FrameEncoder lz4) {
        super(loop, payloads, bounds, lz4, new FrameReader());
        this.dial = dial;
        this.link = link;
        this.options = options;
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
        at(context.channel());
        LOG.debug("connected to {} from {}", foreign(), local());
        if (options.legacy()) {
            encode(options.batch(), options.compress());
        }
        link.connected(this, now);
    }

    /** The original compresses the data of two commands only. */
    @Override
    boolean compressible(int cmd) {
        return super.compressible(cmd) && !(options.legacy() && cmd == Command.COPYIN_RQST);
    }

    /** The original is not built to read compressed batches. */
    @Override
    boolean compressesBatches() {
        return !options.legacy();
    }

    @Override
    void frame(ProxyHeader header, Payload payload, long now) {
        if (payload.length() > 0) {
            payload.release();
            fail("sent data back; allowed is control");
            return;
        }
        if (header.cmd() == Command.JOIN_ACK && header.rcode() == JoinResult.OK) {
            int reads = Join.features(header);
            encode(
                    options.batch() && (reads & Join.FEATURE_BATCH) != 0,
                    options.compress() && (reads & Join.FEATURE_LZ4) != 0);
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
