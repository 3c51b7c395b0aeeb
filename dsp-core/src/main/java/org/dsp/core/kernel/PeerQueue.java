package org.dsp.core.kernel;

/**
 * What waits for one peer: messages, copy data behind them, and chunks that are not read yet
 * because enough data waits already.
 */
final class PeerQueue {
    /**
     * Copy data that may be on its way through this node to one peer, in bytes: asked of its
     * process, or waiting to be pulled.
     */
    static final int COPY_BUDGET = 1 << 20;

    final int node;
    final FrameQueue messages = new FrameQueue();
    final FrameQueue data = new FrameQueue();

    /** Bytes asked of local processes and not here yet. */
    int readingBytes;

    /** Bytes in {@link #data}. */
    int queuedBytes;

    /** Acknowledgements that wait. */
    int acks;

    /** Acknowledgements replaced by newer ones since the last frame was pulled. */
    int replacedAcks;

    /** Was named by {@link Outbox#nextDirty} or will be. */
    boolean dirty;

    /** Chunks that are read when there is room, oldest first. */
    private Chunk waitingHead;

    private Chunk waitingTail;

    PeerQueue(int node) {
        this.node = node;
    }

    Chunk firstWaiting() {
        return waitingHead;
    }

    void addWaiting(Chunk c) {
        c.previous = waitingTail;
        c.next = null;
        if (waitingTail == null) {
            waitingHead = c;
        } else {
            waitingTail.next = c;
        }
        waitingTail = c;
    }

    void removeWaiting(Chunk c) {
        if (c.previous == null) {
            waitingHead = c.next;
        } else {
            c.previous.next = c.next;
        }
        if (c.next == null) {
            waitingTail = c.previous;
        } else {
            c.next.previous = c.previous;
        }
        c.previous = null;
        c.next = null;
    }

    /**
     * Whether {@code bytes} more may be asked of {@code source}. A process that has been asked for
     * nothing may always give one chunk while what is here already leaves room: so one that never
     * answers takes the budget of nobody.
     */
    boolean mayRead(LocalProcess source, int bytes) {
        return readingBytes + queuedBytes + bytes <= COPY_BUDGET
                || (source.chunksReading == 0 && queuedBytes < COPY_BUDGET);
    }
}
