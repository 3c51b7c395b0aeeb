package org.dsp.faults;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done later, by a given time in ns. One thread. */
final class Timers {
    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparing(Timer::number));
    private long number;

    private record Timer(long at, long number, Runnable work) {}

    /** Does it at {@code at}; at one time, in this order. */
    void at(long at, Runnable work) {
        queue.add(new Timer(at, number++, work));
    }

    /** When the next is due; Long.MAX_VALUE = never. */
    long next() {
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    /** Does what is due. */
    void run(long now) {
        while (next() <= now) {
            queue.remove().work().run();
        }
    }

    /** Forgets all. */
    void clear() {
        queue.clear();
    }
}
