package org.dsp.agent;

import org.jgroups.protocols.TransferQueueBundler;

/**
 * The transport's queue. It drops what does not fit, whatever it is told; so it is long enough for
 * all that flow control lets through ({@link GroupStack#CREDITS}), and it counts.
 */
final class SendQueue extends TransferQueueBundler {
    SendQueue() {
        setCapacity(GroupStack.QUEUE);
    }

    /** Messages that were dropped. */
    long dropped() {
        return num_drops_on_full_queue.sum();
    }
}
