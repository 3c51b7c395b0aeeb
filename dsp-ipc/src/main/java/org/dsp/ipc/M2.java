package org.dsp.ipc;

/**
 * The layout m2 of a {@link Message}: three ints, two longs (32 bits), a pointer. A view, not a
 * copy.
 *
 * <p>Offsets inside the message's 28 bytes: i1 0, i2 4, i3 8, l1 12, l2 16, p1 20.
 */
public final class M2 extends MessageView {
    M2(Message message) {
        super(message);
    }

    /** The value of i1. */
    public int i1() {
        return getInt(0);
    }

    /** Sets i1. */
    public M2 i1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of i2. */
    public int i2() {
        return getInt(4);
    }

    /** Sets i2. */
    public M2 i2(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of i3. */
    public int i3() {
        return getInt(8);
    }

    /** Sets i3. */
    public M2 i3(int value) {
        putInt(8, value);
        return this;
    }

    /** The value of l1. */
    public int l1() {
        return getInt(12);
    }

    /** Sets l1. */
    public M2 l1(int value) {
        putInt(12, value);
        return this;
    }

    /** The value of l2. */
    public int l2() {
        return getInt(16);
    }

    /** Sets l2. */
    public M2 l2(int value) {
        putInt(16, value);
        return this;
    }

    /** An address: see {@link Window#address()}. */
    public int p1() {
        return getInt(20);
    }

    /** Sets p1. */
    public M2 p1(int value) {
        putInt(20, value);
        return this;
    }
}
