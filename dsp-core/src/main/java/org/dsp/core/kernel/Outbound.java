package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/** A frame that waits to be pulled into a channel; pooled by {@link Outbox}. */
final class Outbound {
    final ProxyHeader header = new ProxyHeader();
    Payload payload = Payload.EMPTY;

    /** Whose operation it is, to be told when it is pulled; null for acks and the like. */
    LocalProcess owner;

    /** The operation ended before it was pulled. */
    boolean withdrawn;

    /** Counts as a message of the presented node; control frames do not. */
    boolean counts;

    /** An error ack: bounded per peer. */
    boolean errorAck;

    /**
     * When the operation times out, for the remaining time in the frame; {@code Long.MAX_VALUE} =
     * never.
     */
    long deadline;
}
