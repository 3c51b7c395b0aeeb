package org.dsp.ipc;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Replies that nobody waited for: which numbers they had on this connection, and which failed. Not
 * thread-safe.
 */
final class QuietReplies {
    private final Queue<ReplyFailedException> failed = new ArrayDeque<>();
    private boolean any;
    private int first;
    private int last;

    /** A new connection: what was sent on the old one has no result. Failures known stay. */
    void reconnected() {
        any = false;
    }

    void sent(int call) {
        if (!any) {
            any = true;
            first = call;
        }
        last = call;
    }

    /** A result that is not of the open call; whether it can be one of a quiet reply. */
    boolean result(int call, int code, int destination) {
        if (!any || call - first < 0 || last - call < 0 || failed.size() > Endpoint.MAX_CREDIT) {
            return false;
        }
        if (code < 0) {
            failed.add(new ReplyFailedException(code, destination));
        }
        return true;
    }

    /** Whether a failure is to be told. */
    boolean hasFailure() {
        return !failed.isEmpty();
    }

    /** Tells of the oldest failure, by throwing it. */
    void throwFailure() {
        ReplyFailedException failure = failed.poll();
        if (failure != null) {
            throw failure;
        }
    }
}
