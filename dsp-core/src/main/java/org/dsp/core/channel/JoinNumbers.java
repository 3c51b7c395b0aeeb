package org.dsp.core.channel;

/**
 * The numbers of JOINs, serial arithmetic: which JOIN of one incarnation was sent first, however
 * late its connection is read.
 */
final class JoinNumbers {
    private int mine;
    private int yours;
    private boolean seen;

    /** The number of the next JOIN to send. */
    int next() {
        return ++mine;
    }

    /** The highest that was seen of the peer's present incarnation. */
    int yours() {
        return yours;
    }

    /** Whether the peer's present incarnation sent a later JOIN than this one, or this one. */
    boolean isLate(int number) {
        return seen && !Serial.isAfter(number, yours);
    }

    void see(int number) {
        seen = true;
        yours = number;
    }

    /** The peer's next JOIN is the first of its incarnation that is read. */
    void peerRestarted() {
        seen = false;
    }

    /** Goes past a number that the peer saw though it was never sent. */
    void raise(int number) {
        if (Serial.isAfter(number, mine)) {
            mine = number;
        }
    }
}
