package org.dsp.ipc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An M3 message: 36 bytes, little-endian. {@link #source()}, {@link #type()}, and 28 bytes that
 * sender and receiver read by one of the layouts {@link #m1()} … {@link #mC()}.
 *
 * <pre>{@code
 * Message request = new Message().type(10).m1().i1(0).i3(3).p1(4).message();
 * }</pre>
 *
 * <p>A received message also knows which process sent it: {@link #sourceNode()} and its neighbours.
 * These are no part of the 36 bytes and not compared by {@link #equals}. Mutable, made to be used
 * again; not thread-safe.
 */
public final class Message {
    /** Bytes of a message. */
    public static final int BYTES = 36;

    /** What {@link #sourceNode()}, {@link #sourcePid()} say of a message that was not received. */
    public static final int UNKNOWN = -1;

    private static final int SOURCE = 0;
    private static final int TYPE = 4;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[BYTES];
    private int sourceNode = UNKNOWN;
    private int sourceGeneration;
    private int sourcePid = UNKNOWN;
    private M1 m1;
    private M2 m2;
    private M3 m3;
    private M4 m4;
    private M5 m5;
    private M6 m6;
    private M7 m7;
    private M8 m8;
    private M9 m9;
    private MA mA;
    private MB mB;
    private MC mC;

    /** A message of zeros. */
    public Message() {}

    /**
     * A copy of 36 bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 36
     */
    public static Message of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a message of " + bytes.length + " bytes; it has exactly " + BYTES);
        }
        return new Message().bytesFrom(bytes, 0);
    }

    /** m_source: the endpoint that sent it, by the name the receiver knows it by. */
    public int source() {
        return (int) INT.get(bytes, SOURCE);
    }

    /** Sets m_source. The daemon overwrites it in every message that is sent. */
    public Message source(int endpoint) {
        INT.set(bytes, SOURCE, endpoint);
        return this;
    }

    /** m_type: what is asked or answered; in many answers 0 or more, or a negative error code. */
    public int type() {
        return (int) INT.get(bytes, TYPE);
    }

    /** Sets m_type. */
    public Message type(int type) {
        INT.set(bytes, TYPE, type);
        return this;
    }

    /** Whether it is a notification: its type is {@link Endpoints#NOTIFY_MASK} | source. */
    public boolean isNotify() {
        return type() == (Endpoints.NOTIFY_MASK | source());
    }

    /**
     * The node that it came from, as presented to this program; {@link #UNKNOWN} if not received.
     */
    public int sourceNode() {
        return sourceNode;
    }

    /** The generation of the sender's binding; two with the same endpoint differ in it. */
    public int sourceGeneration() {
        return sourceGeneration;
    }

    /** The sender's process id on its node, for a log; {@link #UNKNOWN} if not received. */
    public int sourcePid() {
        return sourcePid;
    }

    /** A copy of the 36 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Copies the 36 bytes out, to {@code offset} of {@code to}. */
    public void bytesTo(byte[] to, int offset) {
        System.arraycopy(bytes, 0, to, offset, BYTES);
    }

    /** Copies 36 bytes in, from {@code offset} of {@code from}. Where it came from is forgotten. */
    public Message bytesFrom(byte[] from, int offset) {
        System.arraycopy(from, offset, bytes, 0, BYTES);
        return receivedFrom(UNKNOWN, 0, UNKNOWN);
    }

    /** Becomes equal to {@code other}, with where it came from. */
    public Message copyFrom(Message other) {
        System.arraycopy(other.bytes, 0, bytes, 0, BYTES);
        return receivedFrom(other.sourceNode, other.sourceGeneration, other.sourcePid);
    }

    /** Sets every byte to zero. Where it came from is forgotten. */
    public Message clear() {
        Arrays.fill(bytes, (byte) 0);
        return receivedFrom(UNKNOWN, 0, UNKNOWN);
    }

    Message receivedFrom(int node, int generation, int pid) {
        sourceNode = node;
        sourceGeneration = generation;
        sourcePid = pid;
        return this;
    }

    /** The bytes themselves, for the views and the wire. */
    byte[] array() {
        return bytes;
    }

    /** The layout m1: three ints, three pointers. */
    public M1 m1() {
        if (m1 == null) {
            m1 = new M1(this);
        }
        return m1;
    }

    /** The layout m2: three ints, two longs (32 bits), a pointer. */
    public M2 m2() {
        if (m2 == null) {
            m2 = new M2(this);
        }
        return m2;
    }

    /** The layout m3: two ints, a pointer, 14 characters. */
    public M3 m3() {
        if (m3 == null) {
            m3 = new M3(this);
        }
        return m3;
    }

    /** The layout m4: five longs (32 bits). */
    public M4 m4() {
        if (m4 == null) {
            m4 = new M4(this);
        }
        return m4;
    }

    /** The layout m5: two shorts, two ints, three longs (32 bits). */
    public M5 m5() {
        if (m5 == null) {
            m5 = new M5(this);
        }
        return m5;
    }

    /** The layout m6: 28 characters. */
    public M6 m6() {
        if (m6 == null) {
            m6 = new M6(this);
        }
        return m6;
    }

    /** The layout m7: four ints, two pointers. */
    public M7 m7() {
        if (m7 == null) {
            m7 = new M7(this);
        }
        return m7;
    }

    /** The layout m8: two ints, four pointers. */
    public M8 m8() {
        if (m8 == null) {
            m8 = new M8(this);
        }
        return m8;
    }

    /**
     * The layout m9: an int, a long (32 bits), a time. A notification carries the time it was made.
     */
    public M9 m9() {
        if (m9 == null) {
            m9 = new M9(this);
        }
        return m9;
    }

    /** The layout mA: a destination, a count, four ints. */
    public MA mA() {
        if (mA == null) {
            mA = new MA(this);
        }
        return mA;
    }

    /** The layout mB: a number, the 16 bytes of an MD5. */
    public MB mB() {
        if (mB == null) {
            mB = new MB(this);
        }
        return mB;
    }

    /** The layout mC: four ints, 10 characters. */
    public MC mC() {
        if (mC == null) {
            mC = new MC(this);
        }
        return mC;
    }

    /** Whether {@code other} is a message with the same 36 bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && Arrays.equals(bytes, message.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For a log: source, type, and the other 28 bytes as seven ints. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Message[source=").append(source());
        if (sourceNode != UNKNOWN) {
            text.append("@node").append(sourceNode);
        }
        text.append(" type=").append(type()).append(" ints=");
        for (int offset = MessageView.UNION; offset < BYTES; offset += Integer.BYTES) {
            text.append(offset == MessageView.UNION ? "" : ",")
                    .append((int) INT.get(bytes, offset));
        }
        return text.append(']').toString();
    }
}
