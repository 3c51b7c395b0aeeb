package org.dsp.ipc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the layouts of a {@link Message} share. Not thread-safe, like the message. */
public abstract sealed class MessageView permits M1, M2, M3, M4, M5, M6, M7, M8, M9, MA, MB, MC {
    /** Where the 28 bytes after source and type start. */
    static final int UNION = 8;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final Message message;

    MessageView(Message message) {
        this.message = message;
    }

    /** The message that this is a view of, to go on with it. */
    public Message message() {
        return message;
    }

    int getInt(int offset) {
        return (int) INT.get(message.array(), UNION + offset);
    }

    void putInt(int offset, int value) {
        INT.set(message.array(), UNION + offset, value);
    }

    short getShort(int offset) {
        return (short) SHORT.get(message.array(), UNION + offset);
    }

    void putShort(int offset, short value) {
        SHORT.set(message.array(), UNION + offset, value);
    }

    byte[] getBytes(int offset, int length) {
        return Arrays.copyOfRange(message.array(), UNION + offset, UNION + offset + length);
    }

    void putBytes(int offset, int room, byte[] bytes) {
        if (bytes.length > room) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes do not fit; the field has " + room);
        }
        int from = UNION + offset;
        System.arraycopy(bytes, 0, message.array(), from, bytes.length);
        Arrays.fill(message.array(), from + bytes.length, from + room, (byte) 0);
    }

    String getText(int offset, int room) {
        int from = UNION + offset;
        int end = from;
        while (end < from + room && message.array()[end] != 0) {
            end++;
        }
        return new String(message.array(), from, end - from, StandardCharsets.UTF_8);
    }

    void putText(int offset, int room, String text) {
        putBytes(offset, room, text.getBytes(StandardCharsets.UTF_8));
    }
}
