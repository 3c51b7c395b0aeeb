package org.dsp.core.agent;

import java.util.Arrays;

/** When the parts of an agent want to be called, one time each, in ns. */
final class Timers {
    static final long NEVER = Long.MAX_VALUE;

    /** Who wants to be called. */
    enum Timer {
        /** Say everything about this node. */
        ANNOUNCE,
        /** Look for what is missing or behind, and ask again. */
        REPAIR,
        /** Propose what is on disk. */
        BOOTSTRAP,
        /** Report this node's load. */
        LEVEL,
        /** Look for loads that became too old. */
        STALE,
        /** Probe whoever holds this node's id. */
        PROBE,
        /** Proposals that wait. */
        PROPOSALS,
        /** Drop what nodes owned that are gone for good. */
        GONE,
        /** Publish what changed. */
        PUBLISH
    }

    private final long[] at = new long[Timer.values().length];

    Timers() {
        Arrays.fill(at, NEVER);
    }

    void set(Timer timer, long when) {
        at[timer.ordinal()] = when;
    }

    /** Sets it unless it is due before that already. */
    void by(Timer timer, long when) {
        at[timer.ordinal()] = Math.min(at[timer.ordinal()], when);
    }

    void stop(Timer timer) {
        at[timer.ordinal()] = NEVER;
    }

    void stopAll() {
        Arrays.fill(at, NEVER);
    }

    /** Whether it is due; then it is stopped. */
    boolean takeDue(Timer timer, long now) {
        boolean due = at[timer.ordinal()] <= now;
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
