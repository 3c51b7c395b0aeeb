package org.dsp.ipc;

/**
 * The layout m5 of a {@link Message}: two shorts, two ints, three longs (32 bits). A view, not a
 * copy.
 *
 * <p>Offsets inside the message's 28 bytes: c1 0, c2 2, i1 4, i2 8, l1 12, l2 16, l3 20.
 */
public final class M5 extends MessageView {
    M5(Message message) {
        super(message);
    }

    /** The value of c1. */
    public short c1() {
        return getShort(0);
    }

    /** Sets c1. */
    public M5 c1(short value) {
        putShort(0, value);
        return this;
    }

    /** The value of c2. */
    public short c2() {
        return getShort(2);
    }

    /** Sets c2. */
    public M5 c2(short value) {
        putShort(2, value);
        return this;
    }

    /** The value of i1. */
    public int i1() {
        return getInt(4);
    }

    /** Sets i1. */
    public M5 i1(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of i2. */
    public int i2() {
        return getInt(8);
    }

    /** Sets i2. */
    public M5 i2(int value) {
        putInt(8, value);
        return this;
    }

    /** The value of l1. */
    public int l1() {
        return getInt(12);
    }

    /** Sets l1. */
    public M5 l1(int value) {
        putInt(12, value);
        return this;
    }

    /** The value of l2. */
    public int l2() {
        return getInt(16);
    }

    /** Sets l2. */
    public M5 l2(int value) {
        putInt(16, value);
        return this;
    }

    /** The value of l3. */
    public int l3() {
        return getInt(20);
    }

    /** Sets l3. */
    public M5 l3(int value) {
        putInt(20, value);
        return this;
    }
}
