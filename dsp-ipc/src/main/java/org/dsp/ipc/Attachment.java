package org.dsp.ipc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * One call at a time to the daemon, attached anew when the connection breaks. A caller takes it
 * with {@link #begin}, fills the frame, calls {@link #execute}, and gives it back with {@link
 * #end}; what is between is the holder's alone. Thread-safe by that.
 */
final class Attachment {
    /** How long one attempt to attach may take, if the caller has that long. */
    private static final long ATTEMPT_NANOS = 10_000_000_000L;

    /** What an attempt gets at least: a caller that does not wait may find the daemon gone too. */
    private static final long SHORTEST_ATTEMPT_NANOS = 1_000_000_000L;

    private static final long CLOSING_NANOS = 1_000_000_000L;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path path;
    private final String who;
    private final Optional<Binding> binding;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Call call;
    private final Call step;
    private boolean attachedBefore;
    private boolean closed;

    /**
     * Not attached yet.
     *
     * @param who for errors, such as "endpoint 50"
     * @param binding what each connection is bound as
     * @param grace for how long the daemon may be silent after a time-out, and again after a CANCEL
     */
    Attachment(Path path, String who, Memory memory, Optional<Binding> binding, Duration grace) {
        this.path = path;
        this.who = who;
        this.binding = binding;
        this.call = new Call(grace);
        this.step = new Call(grace);
        try {
            this.connection = new Connection(memory);
        } catch (IOException e) {
            throw new DvkException(
                    ErrorCode.EDVSNOTCONN, "no selector could be opened: " + e.getMessage(), e);
        }
    }

    /** Attaches for the first time: one attempt. If it fails this is closed. */
    void attach() {
        boolean done = false;
        lock.lock();
        try {
            attach(System.nanoTime() + ATTEMPT_NANOS);
            done = true;
        } catch (BrokenConnection e) {
            throw new DvkException(
                    ErrorCode.EDVSNOTCONN, who + " at " + path + ": " + e.getMessage(), e);
        } catch (IOException | UnsupportedOperationException e) {
            throw SocketPath.noDaemon(path, e);
        } finally {
            if (!done) {
                connection.disconnect();
                close();
            }
            end();
        }
    }

    /** What the daemon said of itself when the connection began. */
    Welcome welcome() {
        return connection.handler().welcome();
    }

    /**
     * Takes this for a call and starts its clock.
     *
     * @param millis the time-out; -1 for ever, 0 does not wait
     * @param waits for another process: such a call does not begin in an interrupted thread
     * @return the frame, to be filled but for the time-out
     */
    AttachFrame begin(int op, int millis, boolean waits) {
        if (waits && Thread.currentThread().isInterrupted()) {
            throw error(ErrorCode.EDVSINTR, "the thread was interrupted before the call");
        }
        long now = System.nanoTime();
        if (!lock.tryLock()) {
            waitForLock(millis);
        }
        if (connection.isStopped()) {
            lock.unlock();
            throw error(ErrorCode.EDVSNOTBIND, "it is closed");
        }
        return call.prepare(op, millis, now);
    }

    private void waitForLock(int millis) {
        try {
            if (millis < 0) {
                lock.lockInterruptibly();
            } else if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
                throw error(
                        millis == 0 ? ErrorCode.EDVSAGAIN : ErrorCode.EDVSTIMEDOUT,
                        "another thread is in a call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw error(ErrorCode.EDVSINTR, "while another thread was in a call");
        }
    }

    /** Gives this back. In a finally block. */
    void end() {
        connection.restore();
        lock.unlock();
    }

    /** The holder goes on with another call, with what is left of the time. */
    AttachFrame continueWith(int op) {
        long now = System.nanoTime();
        return call.prepare(op, call.remainingMillis(now), now);
    }

    /** Sends the call and waits for its end; its code, below 0 for an error. */
    int execute() {
        boolean fresh = false;
        while (true) {
            if (!connection.isConnected()) {
                reattach();
                fresh = true;
            }
            setTimeout();
            try {
                connection.run(call);
                return call.code();
            } catch (IOException e) {
                boolean begun = connection.hasBegun(call);
                connection.disconnect();
                if (begun || fresh || call.isCancelled()) {
                    throw lost(e);
                }
            } catch (RuntimeException | Error e) {
                connection.disconnect();
                throw e;
            }
        }
    }

    /** As {@link #execute}, with errors thrown; the call as it ended. */
    Call executeOrThrow() {
        execute();
        return endedOrThrow();
    }

    /** The call as it ended. */
    Call ended() {
        return call;
    }

    /** The call as it ended, if in success. */
    Call endedOrThrow() {
        if (call.code() < 0) {
            throw failure();
        }
        return call;
    }

    /** The error that the call ended with. */
    DvkException failure() {
        return new DvkException(call.code(), who + ", " + call.describe());
    }

    /** The call is a receive that allows so many messages, one of them to end it. */
    void grant(int credit) {
        connection.handler().granted(credit);
    }

    /** Takes the oldest message that arrived ahead and matches; false if there is none. */
    boolean takeAhead(int source, boolean notifies, Message into) {
        try {
            return connection.ahead().take(source, notifies, into, System.nanoTime());
        } catch (IOException e) {
            connection.disconnect();
            return false;
        }
    }

    /** Whether {@link #replyAhead} can do what a REPLY_RECEIVE asks. */
    boolean canReplyAhead() {
        return connection.ahead().canReply();
    }

    /**
     * Sends the reply of a REPLY_RECEIVE without waiting for its result, and takes a message that
     * arrived ahead; false if there is none after all.
     *
     * @throws ReplyFailedException if an earlier reply failed: nothing is taken then
     */
    boolean replyAhead(AttachFrame replyReceive, Message into) {
        Ahead ahead = connection.ahead();
        boolean interrupt = Thread.currentThread().isInterrupted();
        boolean taken = false;
        try {
            ahead.reply(replyReceive);
            if (!interrupt && !ahead.hasFailedReply()) {
                taken = ahead.take(Endpoints.ANY, true, into, System.nanoTime());
            }
            connection.flush();
        } catch (IOException e) {
            connection.disconnect();
        }
        if (!taken) {
            ahead.throwFailedReply();
        }
        if (interrupt) {
            throw error(ErrorCode.EDVSINTR, "the thread was interrupted before the receive");
        }
        return taken;
    }

    /** Begins a step of attaching, for {@link Binding}. */
    AttachFrame step(int op, long end) {
        return step.prepareStep(op, end);
    }

    /** Sends the step and waits for its end. */
    Call executeStep() throws IOException {
        connection.run(step);
        return step;
    }

    /** Gives the binding up: the call is an UNBIND. Without a connection there is nothing to do. */
    void unbind() {
        if (!connection.isConnected()) {
            return;
        }
        try {
            connection.run(call);
        } catch (IOException e) {
            // The daemon unbinds when the connection ends, as it just has.
            connection.disconnect();
            return;
        }
        endedOrThrow();
        connection.disconnect();
    }

    /**
     * Ends the call of whoever holds this with EDVSNOTBIND, and closes. Waits for the daemon to
     * unbind, for a second at most; without that word it does so when it sees the socket closed.
     */
    void close() {
        connection.stop();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                sayUnbind();
                connection.close();
            }
        } finally {
            end();
        }
    }

    /** Whether {@link #close} was called. */
    boolean isClosed() {
        return connection.isStopped();
    }

    private void sayUnbind() {
        if (!connection.isConnected() || binding.isEmpty()) {
            return;
        }
        step.prepareLast(AttachOp.UNBIND, System.nanoTime() + CLOSING_NANOS);
        try {
            connection.run(step);
        } catch (IOException e) {
            // The daemon unbinds when it sees the socket closed, which is next.
            connection.disconnect();
        }
    }

    private void reattach() {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            Optional<IOException> failure = tryAttach();
            if (failure.isEmpty()) {
                return;
            }
            long left = call.remainingMillis(System.nanoTime());
            if (left == 0) {
                String why = call.describe() + " did not begin, no daemon at " + path + ": ";
                throw error(ErrorCode.EDVSNOTCONN, why + failure.get().getMessage());
            }
            pause(left < 0 ? pause : Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private Optional<IOException> tryAttach() {
        stopIfAsked();
        long now = System.nanoTime();
        long left = call.remainingMillis(now);
        long most =
                left < 0 ? ATTEMPT_NANOS : Math.max(SHORTEST_ATTEMPT_NANOS, left * NANOS_PER_MILLI);
        try {
            attach(now + Math.min(ATTEMPT_NANOS, most));
            return Optional.empty();
        } catch (IOException e) {
            connection.disconnect();
            return Optional.of(e);
        } catch (RuntimeException e) {
            connection.disconnect();
            throw e;
        }
    }

    private void stopIfAsked() {
        if (connection.isStopped()) {
            throw error(ErrorCode.EDVSNOTBIND, "it was closed while the daemon was away");
        }
        if (connection.isInterrupted()) {
            throw error(ErrorCode.EDVSINTR, "while the daemon was away");
        }
    }

    private void attach(long end) throws IOException {
        while (!connection.connect(path)) {
            stopIfAsked();
            if (end - System.nanoTime() <= 0) {
                throw new BrokenConnection("the daemon accepts no connection");
            }
            connection.pause(FIRST_PAUSE_MILLIS);
        }
        try {
            step(AttachOp.HELLO, end).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC);
            executeStep();
        } catch (BrokenConnection e) {
            if (e.byeCode() == ErrorCode.EDVSBADVALUE.number()) {
                throw error(ErrorCode.EDVSBADVALUE, e.getMessage());
            }
            throw e;
        }
        if (binding.isPresent()) {
            binding.get().bind(this, end, attachedBefore);
        }
        attachedBefore = true;
    }

    private void pause(long millis) {
        try {
            connection.pause(millis);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void setTimeout() {
        int left = call.remainingMillis(System.nanoTime());
        if (left == 0 && call.isTimed()) {
            throw error(ErrorCode.EDVSTIMEDOUT, call.describe() + " could not begin in time");
        }
        switch (call.op()) {
            case AttachOp.SEND,
                    AttachOp.RECEIVE,
                    AttachOp.SENDREC,
                    AttachOp.RCVRQST,
                    AttachOp.REPLY_RECEIVE,
                    AttachOp.WAIT4BIND,
                    AttachOp.WAIT4UNBIND ->
                    call.frame().a1(left);
            case AttachOp.VCOPY -> call.frame().a3(left);
            default -> {
                // The daemon answers the others at once.
            }
        }
    }

    private DvkException lost(IOException e) {
        int code = call.isCancelled() ? call.cancelCode() : ErrorCode.EDVSNOTCONN.number();
        return new DvkException(
                code, who + ", " + call.describe() + ", the connection broke: " + e.getMessage());
    }

    private DvkException error(ErrorCode code, String what) {
        return new DvkException(code, who + ": " + what);
    }
}
