package org.dsp.ipc;

/**
 * The layout m1 of a {@link Message}: three ints, three pointers. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: i1 0, i2 4, i3 8, p1 12, p2 16, p3 20.
 */
public final class M1 extends MessageView {
    M1(Message message) {
        super(message);
    }

    /** The value of i1. */
    public int i1() {
        return getInt(0);
    }

    /** Sets i1. */
    public M1 i1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of i2. */
    public int i2() {
        return getInt(4);
    }

    /** Sets i2. */
    public M1 i2(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of i3. */
    public int i3() {
        return getInt(8);
    }

    /** Sets i3. */
    public M1 i3(int value) {
        putInt(8, value);
        return this;
    }

    /** An address: see {@link Window#address()}. */
    public int p1() {
        return getInt(12);
    }

    /** Sets p1. */
    public M1 p1(int value) {
        putInt(12, value);
        return this;
    }

    /** An address: see {@link Window#address()}. */
    public int p2() {
        return getInt(16);
    }

    /** Sets p2. */
    public M1 p2(int value) {
        putInt(16, value);
        return this;
    }

    /** An address: see {@link Window#address()}. */
    public int p3() {
        return getInt(20);
    }

    /** Sets p3. */
    public M1 p3(int value) {
        putInt(20, value);
        return this;
    }
}
