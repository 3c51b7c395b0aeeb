package org.dsp.agent;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the agent's thread, in order. Only packets of the group are bounded: the others
 * are few and their callers' own. Any thread.
 */
final class Inbox {
    /** What a waiting packet costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private record Entry(Runnable event, int cost) {}

    private final int bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int used;

    /**
     * @param bytes of packets that may wait
     */
    Inbox(int bytes) {
        this.bytes = bytes;
    }

    /** Adds an event that is not a packet. */
    void add(Runnable event) {
        put(new Entry(event, 0));
    }

    /**
     * Adds a packet.
     *
     * @param size of it, in bytes
     * @return false if it does not fit: it is not taken
     */
    boolean offer(Runnable event, int size) {
        return put(new Entry(event, OVERHEAD + size));
    }

    private boolean put(Entry entry) {
        lock.lock();
        try {
            if (entry.cost > 0 && used > 0 && used + entry.cost > bytes) {
                return false;
            }
            entries.add(entry);
            used += entry.cost;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next event, waited for.
     *
     * @param nanos to wait at most; 0 or less = not at all
     */
    Optional<Runnable> poll(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (entries.isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = filled.awaitNanos(Math.min(left, TimeUnit.MINUTES.toNanos(1)));
                if (left <= 0) {
                    break;
                }
            }
            Entry entry = entries.poll();
            if (entry == null) {
                return Optional.empty();
            }
            used -= entry.cost;
            return Optional.of(entry.event);
        } finally {
            lock.unlock();
        }
    }
}
