package org.dsp.ipc;

/**
 * The layout m6 of a {@link Message}: 28 characters. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: ca1 0.
 */
public final class M6 extends MessageView {
    M6(Message message) {
        super(message);
    }

    /** The text of ca1: UTF-8 up to the first NUL, or all 28 bytes. */
    public String ca1() {
        return getText(0, 28);
    }

    /**
     * Sets ca1, NUL-padded.
     *
     * @throws IllegalArgumentException if the UTF-8 of {@code text} has more than 28 bytes
     */
    public M6 ca1(String text) {
        putText(0, 28, text);
        return this;
    }

    /** A copy of the 28 bytes of ca1. */
    public byte[] ca1Bytes() {
        return getBytes(0, 28);
    }

    /**
     * Sets the bytes of ca1, zero-padded.
     *
     * @throws IllegalArgumentException if there are more than 28
     */
    public M6 ca1Bytes(byte[] bytes) {
        putBytes(0, 28, bytes);
        return this;
    }
}
