package org.dsp.ipc;

import java.io.IOException;
import java.nio.file.Path;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The connection to the daemon, perhaps the second or third: sends a call and waits for its end,
 * whatever happens meanwhile. Owned by whoever holds the {@link Attachment}, except {@link #close}.
 */
final class Connection {
    private final AttachSocket socket;
    private final FrameHandler handler;
    private final Ahead ahead;
    private final CallNumbers numbers = new CallNumbers();
    private final AttachFrame cancel = new AttachFrame();
    private volatile boolean closing;
    private boolean interrupted;

    Connection(Memory memory) throws IOException {
        this.socket = new AttachSocket();
        Prefetched prefetched = new Prefetched();
        QuietReplies quiet = new QuietReplies();
        this.handler = new FrameHandler(socket, memory, prefetched, quiet);
        this.ahead = new Ahead(socket, handler, numbers, prefetched, quiet);
    }

    FrameHandler handler() {
        return handler;
    }

    Ahead ahead() {
        return ahead;
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    /** Connects; false if too many others wait for that just now. */
    boolean connect(Path path) throws IOException {
        handler.reconnected();
        return socket.connect(path);
    }

    /** What arrived ahead is gone, too. */
    void disconnect() {
        socket.disconnect();
        handler.reconnected();
    }

    /** The open call, and every later one, ends with EDVSNOTBIND. From any thread. */
    void stop() {
        closing = true;
        socket.wakeup();
    }

    boolean isStopped() {
        return closing;
    }

    void close() {
        handler.reconnected();
        socket.close();
    }

    /** Sends a call and waits for its end. The interrupt flag is cleared until {@link #restore}. */
    void run(Call call) throws IOException {
        long now = System.nanoTime();
        call.begin(
                call.op() == AttachOp.HELLO ? 0 : numbers.next(),
                now,
                socket.queued() + AttachFrame.BYTES);
        handler.open(call);
        socket.put(call.frame());
        socket.flush();
        while (!call.isEnded()) {
            cancelIfAsked(call);
            long patience = call.patienceMillis(System.nanoTime());
            if (patience == 0) {
                loseThePatience(call);
            } else {
                socket.await(patience);
                read();
            }
            socket.flush();
        }
    }

    private void read() throws IOException {
        boolean more = socket.fill();
        ahead.haveRead(System.nanoTime());
        handler.handle();
        if (!more) {
            throw new BrokenConnection("the daemon closed it");
        }
    }

    /** Whether the daemon may have seen all of this call that {@link #run} did not end. */
    boolean hasBegun(Call call) {
        return call.hasBegun(socket.written());
    }

    /** Writes what was put ahead of the next call. */
    void flush() throws IOException {
        socket.flush();
    }

    /** Waits so long, at most, without a connection. */
    void pause(long millis) throws IOException {
        socket.await(millis);
    }

    /** Clears the interrupt flag until {@link #restore}; whether it was set. */
    boolean isInterrupted() {
        if (Thread.interrupted()) {
            interrupted = true;
        }
        return interrupted;
    }

    /** Sets the interrupt flag again, if it was cleared here. */
    void restore() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    private void cancelIfAsked(Call call) throws IOException {
        boolean interrupt = isInterrupted();
        if (call.isLast() || call.isCancelled()) {
            return;
        }
        if (closing) {
            cancel(call, ErrorCode.EDVSNOTBIND);
        } else if (interrupt) {
            cancel(call, ErrorCode.EDVSINTR);
        }
    }

    private void loseThePatience(Call call) throws IOException {
        if (!call.isCancellable() || call.isCancelled()) {
            throw new BrokenConnection("the daemon does not answer");
        }
        cancel(call, ErrorCode.EDVSTIMEDOUT);
    }

    private void cancel(Call call, ErrorCode reason) throws IOException {
        if (!call.isCancellable()) {
            throw new DvkException(reason, call.describe());
        }
        call.cancel(reason, System.nanoTime());
        socket.put(cancel.start(AttachOp.CANCEL, call.number()));
    }
}
