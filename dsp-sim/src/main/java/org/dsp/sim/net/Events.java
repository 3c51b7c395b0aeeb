package org.dsp.sim.net;

import java.util.Arrays;

/**
 * The virtual clock, and what is to happen when: a heap by time, first come first served at the
 * same time. Time only passes from one event to the next.
 */
public final class Events {
    /** One millisecond of virtual time. */
    public static final long MS = 1_000_000L;

    /** One second of virtual time. */
    public static final long SECOND = 1_000 * MS;

    private long[] times = new long[1024];
    private long[] numbers = new long[1024];
    private Runnable[] actions = new Runnable[1024];
    private int size;
    private long last;
    private long now;
    private long ran;

    /** Nanoseconds since the run began. */
    public long now() {
        return now;
    }

    /** How many events ran: what a run did, for people and for comparing two runs. */
    public long ran() {
        return ran;
    }

    /** Runs {@code action} at {@code time}; at once, but after this event, where that is over. */
    public void at(long time, Runnable action) {
        if (size == times.length) {
            grow();
        }
        int hole = size++;
        long number = ++last;
        long due = Math.max(time, now);
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (before(times[parent], numbers[parent], due, number)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, due, number, action);
    }

    /** Runs {@code action} in {@code delay} ns. */
    public void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    /** Runs everything that is due until {@code time}; then it is {@code time}. */
    public void runUntil(long time) {
        while (size > 0 && times[0] <= time) {
            now = times[0];
            ran++;
            take().run();
        }
        now = Math.max(now, time);
    }

    private Runnable take() {
        Runnable first = actions[0];
        size--;
        long due = times[size];
        long number = numbers[size];
        Runnable action = actions[size];
        actions[size] = null;
        if (size > 0) {
            sink(due, number, action);
        }
        return first;
    }

    private void sink(long due, long number, Runnable action) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            int right = child + 1;
            if (right < size
                    && before(times[right], numbers[right], times[child], numbers[child])) {
                child = right;
            }
            if (before(due, number, times[child], numbers[child])) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, due, number, action);
    }

    private static boolean before(long time, long number, long otherTime, long otherNumber) {
        return time < otherTime || (time == otherTime && number < otherNumber);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        numbers[to] = numbers[from];
        actions[to] = actions[from];
    }

    private void put(int place, long time, long number, Runnable action) {
        times[place] = time;
        numbers[place] = number;
        actions[place] = action;
    }

    private void grow() {
        times = Arrays.copyOf(times, 2 * size);
        numbers = Arrays.copyOf(numbers, 2 * size);
        actions = Arrays.copyOf(actions, 2 * size);
    }
}
