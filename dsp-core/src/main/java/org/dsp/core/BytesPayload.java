package org.dsp.core;

/**
 * A payload over an array that nobody changes: texts that the core itself makes, and the
 * simulator's data.
 */
public final class BytesPayload implements Payload {
    private final byte[] bytes;

    public BytesPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes, not copied; shells write them out. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public Payload retain() {
        return this;
    }

    @Override
    public void release() {
        // The garbage collector owns the array.
    }
}
