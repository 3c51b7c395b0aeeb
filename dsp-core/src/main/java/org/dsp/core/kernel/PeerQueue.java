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

    /** Chunks that are read when there is room, by their turns. */
    private Chunk waitingHead;

    private Chunk waitingTail;

    /** The turn of the chunk that was read last. */
    private int turn;

    PeerQueue(int node) {
        this.node = node;
    }

    Chunk firstWaiting() {
        return waitingHead;
    }

    /**
     * Puts a chunk in its process's place: in each turn every process that copies to this peer has
     * one chunk read, however many it has waiting. Costs a walk over those behind it.
     */
    void addWaiting(Chunk c) {
        c.turn = 1 + lastTurn(c.process);
        Chunk before = waitingTail;
        while (before != null && before.turn - c.turn > 0) {
            before = before.previous;
        }
        link(before, c);
    }

    private int lastTurn(LocalProcess process) {
        for (Chunk c = waitingTail; c != null && c.turn - turn > 0; c = c.previous) {
            if (c.process == process) {
                return c.turn;
            }
        }
        return turn;
    }

    private void link(Chunk before, Chunk c) {
        c.previous = before;
        c.next = before == null ? waitingHead : before.next;
        if (before == null) {
            waitingHead = c;
        } else {
            before.next = c;
        }
        if (c.next == null) {
            waitingTail = c;
        } else {
            c.next.previous = c;
        }
    }

    /** Takes a chunk out because it is read now: the turn is its process's. */
    void takeWaiting(Chunk c) {
        if (c.turn - turn > 0) {
            turn = c.turn;
        }
        removeWaiting(c);
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
