package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/** A frame that waits to be pulled into a channel; pooled by {@link Outbox}. */
final class Outbound {
    final ProxyHeader header = new ProxyHeader();
    Payload payload = Payload.EMPTY;

    /** Whose open call it is, to be told when it is pulled; null for acks and the like. */
    LocalProcess owner;

    /** Whose request it answers; null when it answers none. */
    Contact answers;

    /** The call number of a quiet reply, which is no open call; 0 = not one. */
    int quietCall;

    /** Counts as a message of the presented node; control frames do not. */
    boolean counts;

    /** The node at which it is counted; -1 = the one that it goes to. */
    int shown = -1;

    /** An acknowledgement: bounded per peer. */
    boolean ack;

    /** Of whose operation it is the acknowledgement; null for copies. */
    RemoteProcess acked;

    /** The frame tells how much time is left. */
    boolean timed;

    /** When the operation times out; {@code Long.MAX_VALUE} = never. */
    long deadline;

    /** Where it waits; null when it does not. */
    FrameQueue queue;

    Outbound previous;
    Outbound next;
}
