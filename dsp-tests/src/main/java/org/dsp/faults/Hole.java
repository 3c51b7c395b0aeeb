package org.dsp.faults;

/** What becomes of bytes on one way of a wire. */
public enum Hole {
    /** They pass. */
    OPEN,
    /** They stay where they are until it is open again, as when TCP sends lost packets again. */
    HOLD,
    /**
     * They are taken and forgotten. A connection that lost bytes is reset when it is open again: a
     * stream has no gaps.
     */
    SWALLOW
}
