package org.dsp.faults;

/** One end of a wire. */
public enum End {
    /** Who connects to an outward lane. */
    NEAR,
    /** Where an outward lane leads to. */
    FAR
}
