package org.dsp.bench.load;

/** What the DSP load client asks the DSP server for, in {@code m_type}; the answer has the same. */
final class Requests {
    /** Answer with the same message. */
    static final int ECHO = 10;

    /** Copy m1i1 bytes from the caller's memory at m1p1. */
    static final int PUT = 11;

    /** Copy m1i1 bytes to the caller's memory at m1p1. */
    static final int GET = 12;

    /** Take it; no answer. */
    static final int ONE_WAY = 13;

    private Requests() {}
}
