package org.dsp.core.agent;

import java.util.Arrays;

/** When the parts of an agent want to be called, one time each, in ns. */
final class Timers {
    static final long NEVER = Long.MAX_VALUE;

    /** Who wants to be called. */
    enum Timer {
        /** Say everything about this node. */
        ANNOUNCE(0),
        /** Look for what is missing or behind, and ask again. */
        REPAIR(1),
        /** Propose what is on disk. */
        BOOTSTRAP(2),
        /** Report this node's load. */
        LEVEL(3),
        /** Look for loads that became too old. */
        STALE(4),
        /** Probe whoever holds this node's id. */
        PROBE(5),
        /** Proposals that wait. */
        PROPOSALS(6),
        /** Drop what nodes owned that are gone for good. */
        GONE(7),
        /** Publish what changed. */
        PUBLISH(8);

        private final int slot;

        Timer(int slot) {
            this.slot = slot;
        }
    }

    private final long[] at = new long[Timer.values().length];

    Timers() {
        Arrays.fill(at, NEVER);
    }

    void set(Timer timer, long when) {
        at[timer.slot] = when;
    }

    /** Sets it unless it is due before that already. */
    void by(Timer timer, long when) {
        at[timer.slot] = Math.min(at[timer.slot], when);
    }

    void stop(Timer timer) {
        at[timer.slot] = NEVER;
    }

    void stopAll() {
        Arrays.fill(at, NEVER);
    }

    /** Whether it is due; then it is stopped. */
    boolean takeDue(Timer timer, long now) {
        boolean due = at[timer.slot] <= now;
        if (due) {
            stop(timer);
        }
        return due;
    }

    long next() {
        long next = NEVER;
        for (long when : at) {
            next = Math.min(next, when);
        }
        return next;
    }
}
