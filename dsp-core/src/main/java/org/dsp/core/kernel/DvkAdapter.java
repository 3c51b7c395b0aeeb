package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * What the proxy needs of a DVK, after the original's get2rmt and put2lcl (facts §2.6). {@link
 * Kernel} is the embedded one; a device would fit behind it as well. Node's thread only; {@code
 * now} in monotonic ns.
 */
public interface DvkAdapter {
    /** Payload bytes of the next frame for {@code node}; -1 when nothing waits. */
    int nextPayload(int node);

    /**
     * get2rmt: moves the next frame for {@code node} into {@code slot}. Only when {@link
     * #nextPayload} ≥ 0.
     */
    void pull(int node, PullSlot slot, long now);

    /**
     * put2lcl: a frame from another node. Takes the reference of {@code payload}.
     *
     * @return 0 or more, or the error that was also queued as an ack where the command has one
     */
    int put2lcl(ProxyHeader header, Payload payload, long now);

    /**
     * LEAVE: each pending operation with the node fails once; queues, names and debts of it end.
     */
    void nodeLeft(int node, long now);
}
