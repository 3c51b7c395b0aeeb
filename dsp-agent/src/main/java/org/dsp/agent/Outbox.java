package org.dsp.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dsp.core.agent.Member;

/**
 * What waits to be sent to the group, in order and bounded: between the agent's thread, which must
 * not block, and a sender thread, which the group's flow control may block. Any thread.
 */
final class Outbox {
    /** What a waiting message costs beside its bytes. */
    private static final int OVERHEAD = 48;

    /**
     * One packet's worth of messages.
     *
     * @param to empty = all members
     */
    record Parcel(Optional<Member> to, List<byte[]> messages) {}

    private static final class Entry {
        final Optional<Member> to;
        final byte[] message;

        Entry(Optional<Member> to, byte[] message) {
            this.to = to;
            this.message = message;
        }

        int cost() {
            return OVERHEAD + message.length;
        }
    }

    private final int bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int used;
    private boolean closed;

    /**
     * @param bytes most that may wait, {@value #OVERHEAD} more for each message included
     */
    Outbox(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Adds a message.
     *
     * @param to empty = all members
     * @return false if it is full: the message is not taken
     */
    boolean offer(Optional<Member> to, byte[] message) {
        lock.lock();
        try {
            Entry entry = new Entry(to, message);
            if (closed) {
                return true;
            }
            if (used + entry.cost() > bytes && !entries.isEmpty()) {
                return false;
            }
            entries.add(entry);
            used += entry.cost();
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for messages and takes the first of them: as many as follow each other to the same
     * receiver and fit one packet. Empty when closed.
     */
    Optional<Parcel> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && !closed) {
                filled.await();
            }
            return entries.isEmpty() ? Optional.empty() : Optional.of(first());
        } finally {
            lock.unlock();
        }
    }

    private Parcel first() {
        Optional<Member> to = entries.element().to;
        List<byte[]> messages = new ArrayList<>();
        int size = Packets.HEADER;
        while (!entries.isEmpty() && entries.element().to.equals(to)) {
            size += Packets.LENGTH + entries.element().message.length;
            if (!messages.isEmpty() && size > Packets.MOST) {
                break;
            }
            Entry entry = entries.remove();
            used -= entry.cost();
            messages.add(entry.message);
        }
        return new Parcel(to, messages);
    }

    /** Forgets what waits. */
    void clear() {
        lock.lock();
        try {
            entries.clear();
            used = 0;
        } finally {
            lock.unlock();
        }
    }

    /** What waits is still given out, then nothing more; what comes is forgotten. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
