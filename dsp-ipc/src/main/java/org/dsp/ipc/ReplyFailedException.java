package org.dsp.ipc;

/**
 * A reply that {@link Endpoint#replyReceive} sent did not reach its caller: it ended, was
 * interrupted or timed out meanwhile. Nothing was received; the server goes on with a receive.
 *
 * <p>Replies overlap with the handling of messages that arrived ahead, so it may be the reply of an
 * earlier {@code replyReceive} that failed: {@link #destination()} tells. The present one was sent.
 */
public final class ReplyFailedException extends DvkException {
    private static final long serialVersionUID = 1;

    private final int destination;

    ReplyFailedException(int number, int destination) {
        super(number, "the reply to endpoint " + destination + " failed; nothing was received");
        this.destination = destination;
    }

    /** The endpoint that the reply was for. */
    public int destination() {
        return destination;
    }
}
