package org.dsp.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.FramedConnection;
import org.dsp.net.ShellLoop;

/** A connection between two proxies, in either direction: bytes to frames and back. */
abstract class PeerConnection extends FramedConnection implements PeerOutput {
    private final FrameReader reader;
    private String local = "";
    private String foreign = "";

    PeerConnection(
            ShellLoop loop, PayloadPool payloads, ConnectionBounds bounds, FrameReader reader) {
        super(loop, payloads, bounds);
        this.reader = reader;
    }

    /** A frame arrived. Takes the reference of {@code payload}. */
    abstract void frame(ProxyHeader header, Payload payload, long now);

    /** Bytes arrived that are no frame. */
    abstract void malformed(String why, long now);

    /** Where it is, for status and logs. */
    final void at(Channel channel) {
        local = Addresses.text(channel.localAddress());
        foreign = Addresses.text(channel.remoteAddress());
    }

    @Override
    public final String local() {
        return local;
    }

    @Override
    public final String foreign() {
        return foreign;
    }

    @Override
    protected final int readFrame(ByteBuf in, long now) {
        switch (reader.next(in)) {
            case FRAME -> {
                ByteBuf bytes = reader.takePayload();
                ByteBuf holder = reader.decoded() ? bytes : in;
                Payload payload = bytes.isReadable() ? payload(holder, bytes) : Payload.EMPTY;
                frame(reader.header(), payload, now);
                return 0;
            }
            case MALFORMED -> {
                malformed(reader.error().text(), now);
                return -1;
            }
            default -> {
                return reader.needed();
            }
        }
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        reader.close();
    }

    @Override
    public void write(ProxyHeader header, Payload payload) {
        send(header.len(payload.length()).array(), payload);
    }
}
