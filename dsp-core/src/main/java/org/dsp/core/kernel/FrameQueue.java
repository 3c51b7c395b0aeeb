package org.dsp.core.kernel;

/** Frames in order, linked through themselves: taking one out of the middle costs no search. */
final class FrameQueue {
    private Outbound head;
    private Outbound tail;

    /** The oldest; null when there is none. */
    Outbound peek() {
        return head;
    }

    void add(Outbound o) {
        o.queue = this;
        o.previous = tail;
        o.next = null;
        if (tail == null) {
            head = o;
        } else {
            tail.next = o;
        }
        tail = o;
    }

    void remove(Outbound o) {
        if (o.previous == null) {
            head = o.next;
        } else {
            o.previous.next = o.next;
        }
        if (o.next == null) {
            tail = o.previous;
        } else {
            o.next.previous = o.previous;
        }
        o.queue = null;
        o.previous = null;
        o.next = null;
    }
}
