package org.dsp.ipc.attach;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 64-byte header of an attach frame, as a reusable view of its own array. The layout is in
 * {@code docs/attach-protocol.md}. Not thread-safe; owned by one reader or one writer at a time.
 */
public final class AttachFrame {
    /** Bytes of the header. */
    public static final int BYTES = 64;

    /** Largest payload in bytes: one copy chunk. */
    public static final int MAX_PAYLOAD = 65_536;

    /** The protocol version that this code speaks. */
    public static final int VERSION = 1;

    /** What HELLO carries in a1: "DSPA". */
    public static final int MAGIC = 0x4150_5344;

    /** Flag of a MESSAGE that was sent ahead of its receive. */
    public static final int FLAG_PREFETCHED = 1;

    /** Flag of a REPLY that opens no call and is answered only when it fails. */
    public static final int FLAG_QUIET = 1 << 1;

    /** Offset of the 36-byte body in {@link #array()}. */
    public static final int BODY = 28;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[BYTES];

    /** The bytes themselves, {@link #BYTES} long, shared with this view. */
    public byte[] array() {
        return bytes;
    }

    /** Sets every byte to zero. */
    public AttachFrame clear() {
        java.util.Arrays.fill(bytes, (byte) 0);
        return this;
    }

    /** Clears, then sets op and call. */
    public AttachFrame start(int op, int call) {
        return clear().op(op).call(call);
    }

    public int length() {
        return getInt(0);
    }

    public AttachFrame length(int value) {
        return putInt(0, value);
    }

    public int op() {
        return (short) SHORT.get(bytes, 4) & 0xffff;
    }

    public AttachFrame op(int value) {
        SHORT.set(bytes, 4, (short) value);
        return this;
    }

    public int flags() {
        return (short) SHORT.get(bytes, 6) & 0xffff;
    }

    public AttachFrame flags(int value) {
        SHORT.set(bytes, 6, (short) value);
        return this;
    }

    public int call() {
        return getInt(8);
    }

    public AttachFrame call(int value) {
        return putInt(8, value);
    }

    public int a0() {
        return getInt(12);
    }

    public AttachFrame a0(int value) {
        return putInt(12, value);
    }

    public int a1() {
        return getInt(16);
    }

    public AttachFrame a1(int value) {
        return putInt(16, value);
    }

    public int a2() {
        return getInt(20);
    }

    public AttachFrame a2(int value) {
        return putInt(20, value);
    }

    public int a3() {
        return getInt(24);
    }

    public AttachFrame a3(int value) {
        return putInt(24, value);
    }

    /** The int at byte {@code offset} of the body, 0…32. */
    public int bodyInt(int offset) {
        return getInt(BODY + offset);
    }

    /** Sets the int at byte {@code offset} of the body, 0…32. */
    public AttachFrame bodyInt(int offset, int value) {
        return putInt(BODY + offset, value);
    }

    private int getInt(int offset) {
        return (int) INT.get(bytes, offset);
    }

    private AttachFrame putInt(int offset, int value) {
        INT.set(bytes, offset, value);
        return this;
    }
}
