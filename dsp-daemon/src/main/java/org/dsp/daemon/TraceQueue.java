package org.dsp.daemon;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dsp.core.node.FrameTap.Way;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.ProxyHeader;

/**
 * Frames on their way from the event loop to the admin thread: bounded, made before the first one,
 * and never waited for. What does not fit is dropped and counted.
 */
final class TraceQueue {
    /** Frames that it holds; a power of two. */
    static final int CAPACITY = 1024;

    /** A frame in the queue. */
    static final class Slot {
        long nanos;
        Way way = Way.OUT;
        int peer;
        final ProxyHeader header = new ProxyHeader();
        final ServedAt served = new ServedAt();
    }

    private final Slot[] slots = new Slot[CAPACITY];
    private final Runnable more;

    /** Written by the loop only. */
    private final AtomicLong added = new AtomicLong();

    /** Written by the loop only. */
    private final AtomicLong dropped = new AtomicLong();

    /** Written by the admin thread only. */
    private final AtomicLong taken = new AtomicLong();

    private final AtomicBoolean awaited = new AtomicBoolean();
    private long droppedTold;

    /**
     * @param more is run, on the loop, when {@link #await} was called and there is something
     */
    TraceQueue(Runnable more) {
        this.more = more;
        for (int i = 0; i < CAPACITY; i++) {
            slots[i] = new Slot();
        }
    }

    // ---- the loop

    /** Copies a frame in. */
    void add(long nanos, Way way, int peer, ProxyHeader header, ServedAt served) {
        long at = added.getPlain();
        if (at - taken.getAcquire() < CAPACITY) {
            Slot slot = slots[(int) at & CAPACITY - 1];
            slot.nanos = nanos;
            slot.way = way;
            slot.peer = peer;
            slot.header.copyFrom(header);
            slot.served.copyFrom(served);
            added.set(at + 1);
        } else {
            dropped.set(dropped.getPlain() + 1);
        }
        wake();
    }

    /** Has the other side look. */
    void wake() {
        if (awaited.get() && awaited.compareAndSet(true, false)) {
            more.run();
        }
    }

    // ---- the admin thread

    /** How many frames are there, {@code most} at most. */
    int ready(int most) {
        return (int) Math.min(most, added.get() - taken.getPlain());
    }

    /** The frame {@code ahead} of the first; {@link #take} leaves it to the loop again. */
    Slot peek(int ahead) {
        return slots[(int) (taken.getPlain() + ahead) & CAPACITY - 1];
    }

    /** The first {@code count} frames have been looked at. */
    void take(int count) {
        taken.setRelease(taken.getPlain() + count);
    }

    /** How many were dropped since this was asked last. */
    long newlyDropped() {
        long all = dropped.get();
        long since = all - droppedTold;
        droppedTold = all;
        return since;
    }

    /**
     * Wants to be told when there is something.
     *
     * @return whether there is something already
     */
    boolean await() {
        awaited.set(true);
        boolean already = ready(1) > 0 || dropped.get() != droppedTold;
        if (already) {
            awaited.set(false);
        }
        return already;
    }
}
