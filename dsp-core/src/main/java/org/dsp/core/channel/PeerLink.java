package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * The link to one peer, whatever is spoken on it, as its node and the shells' connections drive it:
 * a {@link PeerChannel}, or a {@link LegacyChannel}. Node's thread only; {@code now} is in ns on a
 * monotonic clock.
 */
public interface PeerLink {
    /** The peer's node id. */
    int peer();

    /** Whether commands may travel both ways. */
    boolean up();

    /** Whether a new operation may wait here: up, or not yet declared down. */
    boolean mayQueue();

    /** Counters and state at this moment. */
    ChannelStatus status();

    /** Our connection attempt succeeded. */
    void connected(PeerOutput output, long now);

    /** Our connection attempt failed. */
    void connectFailed(String why, long now);

    /** A frame came back on our connection. */
    void control(PeerOutput output, ProxyHeader header, long now);

    /** Our connection {@code output} is closed. */
    void disconnected(PeerOutput output, String why, long now);

    /** Whether a frame with {@code payloadBytes} may be sent now. */
    boolean canSend(int payloadBytes);

    /**
     * Sends a command. Takes the reference of {@code payload}; {@code header} is the caller's again
     * on return, changed.
     */
    void send(ProxyHeader header, Payload payload, long now);

    /** Flushes what was written; returns whether it wants to be called again soon. */
    boolean flush(long now);

    /** A JOIN came on an incoming connection. */
    void join(PeerOutput output, ProxyHeader join, long now);

    /** A frame came on an incoming connection. Takes the reference of {@code payload}. */
    void frame(PeerOutput output, ProxyHeader header, Payload payload, long now);

    /** What came on {@code output}, of either direction, is no frame. */
    void malformed(PeerOutput output, String why, long now);

    /** An incoming connection is closed. */
    void incomingClosed(PeerOutput output, String why, long now);

    /** The node wants no more of the peer's present life. */
    void expel(String why, long now);

    /** Runs what is due. */
    void tick(long now);

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    long nextDeadline();

    /** This node leaves. */
    void close(long now);
}
