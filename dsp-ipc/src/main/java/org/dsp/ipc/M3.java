package org.dsp.ipc;

/**
 * The layout m3 of a {@link Message}: two ints, a pointer, 14 characters. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: i1 0, i2 4, p1 8, ca1 12.
 */
public final class M3 extends MessageView {
    M3(Message message) {
        super(message);
    }

    /** The value of i1. */
    public int i1() {
        return getInt(0);
    }

    /** Sets i1. */
    public M3 i1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of i2. */
    public int i2() {
        return getInt(4);
    }

    /** Sets i2. */
    public M3 i2(int value) {
        putInt(4, value);
        return this;
    }

    /** An address: see {@link Window#address()}. */
    public int p1() {
        return getInt(8);
    }

    /** Sets p1. */
    public M3 p1(int value) {
        putInt(8, value);
        return this;
    }

    /** The text of ca1: UTF-8 up to the first NUL, or all 14 bytes. */
    public String ca1() {
        return getText(12, 14);
    }

    /**
     * Sets ca1, NUL-padded.
     *
     * @throws IllegalArgumentException if the UTF-8 of {@code text} has more than 14 bytes
     */
    public M3 ca1(String text) {
        putText(12, 14, text);
        return this;
    }

    /** A copy of the 14 bytes of ca1. */
    public byte[] ca1Bytes() {
        return getBytes(12, 14);
    }

    /**
     * Sets the bytes of ca1, zero-padded.
     *
     * @throws IllegalArgumentException if there are more than 14
     */
    public M3 ca1Bytes(byte[] bytes) {
        putBytes(12, 14, bytes);
        return this;
    }
}
