package org.dsp.ipc;

/**
 * The layout m4 of a {@link Message}: five longs (32 bits). A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: l1 0, l2 4, l3 8, l4 12, l5 16.
 */
public final class M4 extends MessageView {
    M4(Message message) {
        super(message);
    }

    /** The value of l1. */
    public int l1() {
        return getInt(0);
    }

    /** Sets l1. */
    public M4 l1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of l2. */
    public int l2() {
        return getInt(4);
    }

    /** Sets l2. */
    public M4 l2(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of l3. */
    public int l3() {
        return getInt(8);
    }

    /** Sets l3. */
    public M4 l3(int value) {
        putInt(8, value);
        return this;
    }

    /** The value of l4. */
    public int l4() {
        return getInt(12);
    }

    /** Sets l4. */
    public M4 l4(int value) {
        putInt(12, value);
        return this;
    }

    /** The value of l5. */
    public int l5() {
        return getInt(16);
    }

    /** Sets l5. */
    public M4 l5(int value) {
        putInt(16, value);
        return this;
    }
}
