package org.dsp.ipc;

import java.io.IOException;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The way of messages that arrived ahead of their receive, and of the replies that need not wait
 * because of them: when to look for retractions, when to write. Owned by whoever holds the {@link
 * Attachment}.
 */
final class Ahead {
    /**
     * A program that is back for the next message within this time is quick: the TAKENs of what it
     * has can wait for a frame to go with. So no sender waits much longer than this for one.
     */
    private static final long QUICK_NANOS = 100_000;

    /** With more than this unwritten the daemon does not read: replies wait for it then. */
    private static final int MUCH_OUTPUT = 1 << 16;

    private final AttachSocket socket;
    private final FrameHandler handler;
    private final CallNumbers numbers;
    private final Prefetched prefetched;
    private final QuietReplies quiet;
    private final AttachFrame frame = new AttachFrame();
    private long lastRead;
    private long lastTaken;
    private long unsentSince;

    Ahead(
            AttachSocket socket,
            FrameHandler handler,
            CallNumbers numbers,
            Prefetched prefetched,
            QuietReplies quiet) {
        this.socket = socket;
        this.handler = handler;
        this.numbers = numbers;
        this.prefetched = prefetched;
        this.quiet = quiet;
    }

    /** What the daemon sent until now was read. */
    void haveRead(long now) {
        lastRead = now;
    }

    /** Takes the oldest message that matches into {@code into}; false if there is none. */
    boolean take(int source, boolean notifies, Message into, long now) throws IOException {
        if (prefetched.size() == 0) {
            return false;
        }
        if (now - lastRead > QUICK_NANOS) {
            read(now);
        }
        int index = prefetched.find(source, notifies);
        if (index < 0) {
            return false;
        }
        if (socket.pending() == 0) {
            unsentSince = now;
        }
        socket.put(frame.start(AttachOp.TAKEN, 0).a0(prefetched.tag(index)));
        if (now - lastTaken > QUICK_NANOS || now - unsentSince > QUICK_NANOS) {
            socket.flush();
        }
        lastTaken = now;
        prefetched.take(index, into);
        return true;
    }

    private void read(long now) throws IOException {
        if (!socket.fill()) {
            throw new BrokenConnection("the daemon closed the connection");
        }
        haveRead(now);
        handler.handle();
    }

    /**
     * Whether the reply of a REPLY_RECEIVE can go without a call of its own: there is something
     * that the caller can have at once, a message or the failure of an earlier reply.
     */
    boolean canReply() {
        return (prefetched.size() > 0 || quiet.hasFailure())
                && socket.isConnected()
                && socket.pending() <= MUCH_OUTPUT;
    }

    /**
     * Puts the reply of this REPLY_RECEIVE on its way; the next {@link AttachSocket#flush} writes.
     */
    void reply(AttachFrame replyReceive) throws IOException {
        int number = numbers.next();
        System.arraycopy(replyReceive.array(), 0, frame.array(), 0, AttachFrame.BYTES);
        frame.op(AttachOp.REPLY).call(number).flags(AttachFrame.FLAG_QUIET).a1(0).a2(0);
        socket.put(frame);
        quiet.sent(number);
    }

    /** Whether an earlier reply failed and the caller does not know. */
    boolean hasFailedReply() {
        return quiet.hasFailure();
    }

    /** Tells of the oldest reply that failed without being waited for, by throwing it. */
    void throwFailedReply() {
        quiet.throwFailure();
    }
}
