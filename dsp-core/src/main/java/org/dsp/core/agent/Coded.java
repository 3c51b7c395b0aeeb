package org.dsp.core.agent;

/** A constant with a code on the wire. */
interface Coded {
    /** 0…127, its own among the constants of its kind; never changes. */
    int code();
}
