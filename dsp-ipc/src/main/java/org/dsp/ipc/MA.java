package org.dsp.ipc;

/**
 * The layout mA of a {@link Message}: a destination, a count, four ints. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: dst 0, nr 4, ia 8.
 */
public final class MA extends MessageView {
    MA(Message message) {
        super(message);
    }

    /** The value of dst. */
    public int dst() {
        return getInt(0);
    }

    /** Sets dst. */
    public MA dst(int value) {
        putInt(0, value);
        return this;
    }

    /** The value of nr. */
    public int nr() {
        return getInt(4);
    }

    /** Sets nr. */
    public MA nr(int value) {
        putInt(4, value);
        return this;
    }

    /** The int at {@code index}, 0…3, of ia. */
    public int ia(int index) {
        return getInt(8 + 4 * java.util.Objects.checkIndex(index, 4));
    }

    /** Sets the int at {@code index}, 0…3, of ia. */
    public MA ia(int index, int value) {
        putInt(8 + 4 * java.util.Objects.checkIndex(index, 4), value);
        return this;
    }
}
