package org.dsp.core;

/**
 * Bytes that the core carries without looking at them: copy data. Shells implement it over their
 * buffers, the simulator over arrays. Reference-counted: whoever is handed a payload owns one
 * reference and must pass it on or release it. Used from the node's thread only.
 */
public interface Payload {
    /** No bytes; retain and release do nothing. */
    Payload EMPTY =
            new Payload() {
                @Override
                public int length() {
                    return 0;
                }

                @Override
                public Payload retain() {
                    return this;
                }

                @Override
                public void release() {}
            };

    /** Bytes, 0…65536. */
    int length();

    /** Adds a reference and returns this. */
    Payload retain();

    /** Gives one reference back. */
    void release();
}
