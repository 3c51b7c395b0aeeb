package org.dsp.ipc;

/**
 * The layout mB of a {@link Message}: a number, the 16 bytes of an MD5. A view, not a copy.
 *
 * <p>Offsets inside the message's 28 bytes: nr 0, md5 4.
 */
public final class MB extends MessageView {
    MB(Message message) {
        super(message);
    }

    /** The value of nr. */
    public int nr() {
        return getInt(0);
    }

    /** Sets nr. */
    public MB nr(int value) {
        putInt(0, value);
        return this;
    }

    /** A copy of the 16 bytes of md5. */
    public byte[] md5() {
        return getBytes(4, 16);
    }

    /**
     * Sets the bytes of md5, zero-padded.
     *
     * @throws IllegalArgumentException if there are more than 16
     */
    public MB md5(byte[] bytes) {
        putBytes(4, 16, bytes);
        return this;
    }
}
