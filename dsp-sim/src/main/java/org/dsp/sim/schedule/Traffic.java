package org.dsp.sim.schedule;

import java.util.List;

/** What goes on in a cluster while things go wrong. */
interface Traffic {
    /** It begins. */
    void begin();

    /** Something goes wrong with whoever takes part. */
    default void fault() {
        // Most cannot fail.
    }

    /** Faults have stopped: who is gone comes back. */
    default void complete() {
        // Nobody was.
    }

    /** No new sessions. */
    void stop();

    /** Everybody goes. */
    default void end() {
        // Nothing has to be left.
    }

    /** Lines of cluster files. */
    default List<String> lines() {
        return List.of();
    }

    /** What was wrong so far. */
    default List<String> problems() {
        return List.of();
    }

    /** What is wrong now, after {@link #stop}. */
    default List<String> wrong() {
        return List.of();
    }

    /** What is left, after {@link #end}. */
    default List<String> left() {
        return List.of();
    }

    /** Sessions there were. */
    int sessions();

    /** Requests there were. */
    default int requests() {
        return 0;
    }
}
