package org.dsp.core.launch;

/** One life of a program, as {@link Launcher} knows it. */
final class Instance {
    /** Where it stands. */
    enum State {
        /** Waits until fewer are starting. */
        QUEUED,
        /** Ordered; it has not bound its endpoint. */
        STARTING,
        /** It has. */
        BOUND,
        /** Told to end. */
        TERMINATED,
        /** Killed. */
        KILLED
    }

    final StartOrder order;

    /** For it to bind, from when it is ordered, in ns. */
    final long startTimeout;

    State state = State.QUEUED;

    /** Ordered from the shell, which has not said that nothing of it lives. */
    boolean alive;

    /** Was ordered from the shell at all. */
    boolean ordered;

    /** Its endpoint is bound by it. */
    boolean bound;

    /** For the log: which other endpoint it wanted; empty = none. */
    String elsewhere = "";

    /** Its first process; 0 = not known. */
    int pid;

    /** When its state has lasted too long; {@code Long.MAX_VALUE} = never. */
    long deadline = Long.MAX_VALUE;

    Instance(StartOrder order, long startTimeout) {
        this.order = order;
        this.startTimeout = startTimeout;
    }

    boolean ending() {
        return state == State.TERMINATED || state == State.KILLED;
    }
}
