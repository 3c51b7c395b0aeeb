package org.dsp.ipc;

/**
 * The layout mC of a {@link Message}: four ints, 10 characters. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: i1 0, i2 4, i3 8, i4 12, ca1 16.
 */
public final class MC extends MessageView {
    MC(Message message) {
        super(message);
    }

    /** The value of i1. */
    public int i1() {
        return getInt(0);
    }

    /** Sets i1. */
    public MC i1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of i2. */
    public int i2() {
        return getInt(4);
    }

    /** Sets i2. */
    public MC i2(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of i3. */
    public int i3() {
        return getInt(8);
    }

    /** Sets i3. */
    public MC i3(int value) {
        putInt(8, value);
        return this;
    }

    /** The value of i4. */
    public int i4() {
        return getInt(12);
    }

    /** Sets i4. */
    public MC i4(int value) {
        putInt(12, value);
        return this;
    }

    /** The text of ca1: UTF-8 up to the first NUL, or all 10 bytes. */
    public String ca1() {
        return getText(16, 10);
    }

    /**
     * Sets ca1, NUL-padded.
     *
     * @throws IllegalArgumentException if the UTF-8 of {@code text} has more than 10 bytes
     */
    public MC ca1(String text) {
        putText(16, 10, text);
        return this;
    }

    /** A copy of the 10 bytes of ca1. */
    public byte[] ca1Bytes() {
        return getBytes(16, 10);
    }

    /**
     * Sets the bytes of ca1, zero-padded.
     *
     * @throws IllegalArgumentException if there are more than 10
     */
    public MC ca1Bytes(byte[] bytes) {
        putBytes(16, 10, bytes);
        return this;
    }
}
