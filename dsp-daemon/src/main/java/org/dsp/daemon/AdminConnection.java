package org.dsp.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFormatException;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;

/**
 * One tool's connection: one request, one answer, or those of an {@link AdminFeed}, the end. Admin
 * thread only; never blocks. Time bounds each step, so that a tool which does not go on costs a
 * buffer for that long.
 */
final class AdminConnection {
    /** What it waits for. */
    enum Step {
        /** The rest of the request. */
        REQUEST,
        /** The daemon. */
        ANSWER,
        /** The tool, to read on. */
        READER,
        /** The tool to read on, or the daemon to tell more. */
        FEED,
        /** Nothing. */
        CLOSED
    }

    /** No deadline, in ns: longer than a daemon lives, and far from what a long cannot hold. */
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private final SocketChannel channel;
    private Step step = Step.REQUEST;
    private long deadline;
    private ByteBuffer in = ByteBuffer.allocate(AdminFrame.HEAD);
    private boolean head = true;
    private AdminServer.Pending pending = AdminServer.Pending.PLAIN;
    private Optional<AdminFeed> feed = Optional.empty();
    private ByteBuffer out = ByteBuffer.allocate(0);

    AdminConnection(SocketChannel channel, long deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    SocketChannel channel() {
        return channel;
    }

    Step step() {
        return step;
    }

    /** When its patience ends, ns. */
    long deadline() {
        return deadline;
    }

    /**
     * Reads what is there.
     *
     * @return the request, once it is whole
     * @throws AdminFormatException when it is none
     */
    Optional<AdminRequest> read() throws IOException {
        while (step == Step.REQUEST) {
            int bytes = channel.read(in);
            if (bytes < 0) {
                close();
            } else if (in.hasRemaining()) {
                return Optional.empty();
            } else if (head) {
                head = false;
                in = ByteBuffer.allocate(AdminFrame.length(in.array(), AdminFrame.MAX_REQUEST));
            } else {
                step = Step.ANSWER;
                byte[] body = in.array();
                in = ByteBuffer.allocate(0);
                return Optional.of(AdminRequest.of(AdminFrame.decode(body)));
            }
        }
        return Optional.empty();
    }

    /** The request was taken. */
    void pending(AdminServer.Pending taken, long now) {
        pending = taken;
        deadline = now + taken.patience().toNanos();
    }

    /** The request that was taken has many answers, told as they come. */
    void feed(AdminFeed of, long now) {
        feed = Optional.of(of);
        step = Step.FEED;
        deadline = now + FOREVER;
    }

    /** The next answer, if the one before is written; for who has a feed. */
    Optional<AdminAnswer> next() {
        return out.hasRemaining() ? Optional.empty() : feed.flatMap(AdminFeed::next);
    }

    /** One of many answers is there; {@link #write} sends it. */
    void oneOfMany(byte[] frame, long until) {
        out = ByteBuffer.wrap(frame);
        deadline = until;
    }

    /** Whether something waits to be written. */
    boolean writes() {
        return out.hasRemaining();
    }

    /** Whoever has a feed has nothing more to say. */
    void readOn() throws IOException {
        if (channel.read(ByteBuffer.allocate(1)) != 0) {
            close();
        }
    }

    /** The answer when the daemon's time is over. */
    AdminAnswer late() {
        return pending.late();
    }

    /** The answer is there; {@link #write} sends it. */
    void answer(byte[] frame, long until) {
        if (step == Step.CLOSED || step == Step.READER) {
            return;
        }
        in = ByteBuffer.allocate(0);
        out = ByteBuffer.wrap(frame);
        step = Step.READER;
        deadline = until;
    }

    /** Writes as much as the socket takes; closes after the last byte, but for a feed's. */
    void write(long now) throws IOException {
        while ((step == Step.READER || step == Step.FEED) && out.hasRemaining()) {
            if (channel.write(out) == 0) {
                return;
            }
        }
        if (step == Step.FEED) {
            deadline = now + FOREVER;
        } else {
            close();
        }
    }

    void close() throws IOException {
        step = Step.CLOSED;
        Optional<AdminFeed> over = feed;
        feed = Optional.empty();
        over.ifPresent(AdminFeed::end);
        channel.close();
    }
}
