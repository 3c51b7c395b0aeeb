package org.dsp.core.kernel;

import java.util.Arrays;

/**
 * The calls that can time out, soonest first: a binary heap that knows each process's place, so
 * that ending a call costs no search and no allocation.
 */
final class Deadlines {
    private LocalProcess[] heap = new LocalProcess[64];
    private int size;

    long next() {
        return size == 0 ? Long.MAX_VALUE : heap[0].deadline;
    }

    LocalProcess first() {
        return heap[0];
    }

    /** Sets the deadline; {@code Long.MAX_VALUE} takes the process out. */
    void set(LocalProcess p, long deadline) {
        if (deadline == Long.MAX_VALUE) {
            remove(p);
            return;
        }
        long before = p.deadline;
        p.deadline = deadline;
        if (p.deadlineIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            place(p, size);
            size++;
            up(p.deadlineIndex);
        } else if (deadline < before) {
            up(p.deadlineIndex);
        } else {
            down(p.deadlineIndex);
        }
    }

    void remove(LocalProcess p) {
        p.deadline = Long.MAX_VALUE;
        int at = p.deadlineIndex;
        if (at < 0) {
            return;
        }
        p.deadlineIndex = -1;
        size--;
        LocalProcess last = heap[size];
        heap[size] = null;
        if (last != p) {
            place(last, at);
            up(at);
            down(last.deadlineIndex);
        }
    }

    private void up(int from) {
        int at = from;
        LocalProcess p = heap[at];
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (heap[parent].deadline <= p.deadline) {
                break;
            }
            place(heap[parent], at);
            at = parent;
        }
        place(p, at);
    }

    private void down(int from) {
        int at = from;
        LocalProcess p = heap[at];
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].deadline < heap[child].deadline) {
                child++;
            }
            if (heap[child].deadline >= p.deadline) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(p, at);
    }

    private void place(LocalProcess p, int at) {
        heap[at] = p;
        p.deadlineIndex = at;
    }
}
