package org.dsp.ipc;

/**
 * The layout m9 of a {@link Message}: an int, a long (32 bits), a time. A notification carries the
 * time it was made. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: i1 0, l1 4, seconds 8, nanos 12.
 */
public final class M9 extends MessageView {
    M9(Message message) {
        super(message);
    }

    /** The value of i1. */
    public int i1() {
        return getInt(0);
    }

    /** Sets i1. */
    public M9 i1(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of l1. */
    public int l1() {
        return getInt(4);
    }

    /** Sets l1. */
    public M9 l1(int value) {
        putInt(4, value);
        return this;
    }

    /** The value of seconds. */
    public int seconds() {
        return getInt(8);
    }

    /** Sets seconds. */
    public M9 seconds(int value) {
        putInt(8, value);
        return this;
    }

    /** The value of nanos. */
    public int nanos() {
        return getInt(12);
    }

    /** Sets nanos. */
    public M9 nanos(int value) {
        putInt(12, value);
        return this;
    }
}
