package org.dsp.core.node;

import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.ProxyHeader;

/**
 * Looks at the commands of sessions as they pass. Called on the node's thread, in the order in
 * which they are sent and arrive. What a channel sends again after a break is not shown again.
 */
public interface FrameTap {
    /** Nobody looks: then a frame costs one comparison. */
    FrameTap NONE =
            new FrameTap() {
                @Override
                public boolean wants(long session) {
                    return false;
                }

                @Override
                public void frame(Way way, int peer, ProxyHeader header, ServedAt served) {
                    throw new IllegalStateException("a frame for nobody");
                }
            };

    /** Which way a frame goes. */
    enum Way {
        /** To a peer. */
        OUT,
        /** From a peer. */
        IN,
        /** From a client to a program of the same node, or back. */
        LOOP
    }

    /** Whether frames of this session are to be shown. */
    boolean wants(long session);

    /**
     * A frame as it is on the wire, before batching and compression.
     *
     * @param peer where it goes to or comes from; with {@link Way#LOOP} this node
     * @param header the node's again on return
     * @param served where its session is served, as far as this node knows; the node's again on
     *     return
     */
    void frame(Way way, int peer, ProxyHeader header, ServedAt served);
}
