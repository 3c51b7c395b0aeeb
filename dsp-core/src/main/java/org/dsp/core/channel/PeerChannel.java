package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * The link to one peer, both halves. Skeleton: the contract that node and shells are written
 * against.
 *
 * <p>Outgoing half: our connection to the peer's receiver port; data out, control back. Incoming
 * half: the connection that the peer opened and whose JOIN named it; data in, control out.
 */
public final class PeerChannel {
    public PeerChannel(ChannelSettings settings, int peer, ChannelSink sink, long now) {}

    /** The peer's node id. */
    public int peer() {
        return 0;
    }

    /** Both halves joined. */
    public boolean up() {
        return false;
    }

    /** Whether a new operation may wait here: up, or not yet declared down. */
    public boolean mayQueue() {
        return false;
    }

    // ---- outgoing half

    /** Our connection attempt succeeded: sends JOIN. */
    public void connected(PeerOutput output, long now) {}

    /** Our connection attempt failed: another follows after the back-off. */
    public void connectFailed(String why, long now) {}

    /** Control came back on our connection. */
    public void control(ProxyHeader header, long now) {}

    /** Our connection is closed. */
    public void disconnected(String why, long now) {}

    /**
     * Whether a frame with {@code payloadBytes} may be sent now: joined, and window and socket have
     * room.
     */
    public boolean canSend(int payloadBytes) {
        return false;
    }

    /**
     * Stamps the sequences, keeps the frame until acknowledged, writes it. Only when {@link
     * #canSend}.
     */
    public void send(ProxyHeader header, Payload payload, long now) {}

    /** Flushes both connections; called once when the node has done all that was ready. */
    public void flush() {}

    // ---- incoming half

    /** A connection's first frame was a JOIN of this peer. */
    public void join(PeerOutput output, ProxyHeader join, long now) {}

    /**
     * A frame on the joined incoming connection; {@code output} tells an old connection's late
     * bytes.
     */
    public void frame(PeerOutput output, ProxyHeader header, Payload payload, long now) {}

    /** The incoming connection is closed. */
    public void incomingClosed(PeerOutput output, String why, long now) {}

    /** Bytes on the incoming connection that are no frame: REJECT and close. */
    public void malformed(PeerOutput output, String why, long now) {}

    /** The node wants no more of this peer's present life: LEAVE. */
    public void expel(String why, long now) {}

    /** Lines {@code key=value} about the link, for node info. */
    public String describe() {
        return "";
    }

    // ---- time and end

    /** Runs what is due: HELLO, acks, back-off, grace. */
    public void tick(long now) {}

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }

    /** Sends GOODBYE where possible and closes both halves; nothing is connected any more. */
    public void close(long now) {}
}
