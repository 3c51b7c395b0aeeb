package org.dsp.core.node;

import org.dsp.core.Payload;
import org.dsp.core.channel.PeerChannel;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.wire.ProxyHeader;

/**
 * One node: kernel and channels composed. Skeleton: the contract that shells are written against.
 * Everything is called on one thread; {@code now} is in ns on a monotonic clock.
 */
public final class Node {
    public Node(NodeSettings settings, RoutingView view, NodeEvents events, long now) {}

    // ---- processes

    /** A process connected to the Unix socket. */
    public AttachSession attach(Credentials credentials, AttachOutput output, long now) {
        return null;
    }

    // ---- peers

    /**
     * The channel to a peer of the view; the shell drives its outgoing half after {@link
     * NodeEvents#connect}.
     */
    public PeerChannel channel(int peer) {
        return null;
    }

    /** A connection was accepted on the receiver port; who it is, its first frame must say. */
    public Incoming accept(PeerOutput output, String remoteAddress, long now) {
        return null;
    }

    /** An accepted connection, as the shell drives it. */
    public interface Incoming {
        /** A frame that decoded. Takes the reference of {@code payload}. */
        void frame(ProxyHeader header, Payload payload, long now);

        /** Bytes that are no frame: REJECT and close. */
        void malformed(String why, long now);

        void closed(String why, long now);
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long now) {}

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }

    /**
     * Pulls what is ready into the channels and flushes every connection written to. The shell
     * calls it once after all events of one loop iteration, so that one system call carries what is
     * ready.
     */
    public void flush(long now) {}

    /** The end: GOODBYE to peers, BYE to processes. */
    public void stop(long now) {}
}
