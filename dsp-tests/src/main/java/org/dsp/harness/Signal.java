package org.dsp.harness;

/** What a test may do to a process from outside. */
public enum Signal {
    /** Ctrl-C. */
    INT,
    /** A polite end. */
    TERM,
    /** An end without a word. */
    KILL,
    /** Frozen until {@link #CONT}. */
    STOP,
    /** Goes on. */
    CONT
}
