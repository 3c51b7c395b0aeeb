package org.dsp.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The 120-byte header of a frame between proxies, as a reusable view of its own array: nothing is
 * parsed or allocated per message. The layout is the original's (little-endian, ILP32) with the
 * routing extension of {@code docs/wire/frames.md} in the area that a command leaves unused.
 *
 * <p>Not thread-safe; one owner at a time.
 */
public final class ProxyHeader {
    /** Bytes on the wire. */
    public static final int BYTES = 120;

    /** Largest payload: MAXCOPYBUF of the original. */
    public static final int MAX_PAYLOAD = 65_536;

    /** Most extra commands in one batch: 65536 / 120. */
    public static final int MAX_BATCH = MAX_PAYLOAD / BYTES;

    /** The payload is a batch of headers. */
    public static final int FLAG_BATCH = 1;

    /** The payload is an LZ4 frame. */
    public static final int FLAG_LZ4 = 1 << 1;

    /** The header was altered by a balancer and must be looked at. */
    public static final int FLAG_CHECK_HDR = 1 << 2;

    /** The routing extension is present. */
    public static final int FLAG_ROUTING = 1 << 3;

    /** The request id is the receiver's: this frame answers it. */
    public static final int FLAG_YOURS = 1 << 4;

    /** This frame opens its session. */
    public static final int FLAG_OPENS = 1 << 5;

    /** Offset of the embedded 36-byte message. */
    public static final int MESSAGE = 60;

    /** Bytes of the embedded message. */
    public static final int MESSAGE_BYTES = 36;

    /** Offsets of what a batch changes in its first header. */
    static final int OFFSET_LEN = 28;

    static final int OFFSET_BATCH_NR = 36;
    static final int OFFSET_FLAGS = 40;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[BYTES];

    /** The bytes themselves, {@link #BYTES} long, shared with this view. */
    public byte[] array() {
        return bytes;
    }

    /** Sets every byte to zero. */
    public ProxyHeader clear() {
        Arrays.fill(bytes, (byte) 0);
        return this;
    }

    /** Copies every byte of {@code other}. */
    public ProxyHeader copyFrom(ProxyHeader other) {
        System.arraycopy(other.bytes, 0, bytes, 0, BYTES);
        return this;
    }

    /** Copies a 36-byte message in, from {@code offset} of {@code from}. */
    public ProxyHeader messageFrom(byte[] from, int offset) {
        System.arraycopy(from, offset, bytes, MESSAGE, MESSAGE_BYTES);
        return this;
    }

    /** Copies the 36-byte message out, to {@code offset} of {@code to}. */
    public void messageTo(byte[] to, int offset) {
        System.arraycopy(bytes, MESSAGE, to, offset, MESSAGE_BYTES);
    }

    /** Whether every bit of {@code mask} is set in the flags. */
    public boolean has(int mask) {
        return (flags() & mask) == mask;
    }

    /** The 32-bit field at byte {@code offset}, for fields that only one command has. */
    public int intAt(int offset) {
        return getInt(offset);
    }

    /** Sets the 32-bit field at byte {@code offset}. */
    public ProxyHeader intAt(int offset, int value) {
        return putInt(offset, value);
    }

    /** The 64-bit field at byte {@code offset}, for fields that only one command has. */
    public long longAt(int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** Sets the 64-bit field at byte {@code offset}. */
    public ProxyHeader longAt(int offset, long value) {
        LONG.set(bytes, offset, value);
        return this;
    }

    /** Command code, see {@link Command}. */
    public int cmd() {
        return getInt(0);
    }

    /** Sets the command code, see {@link Command}. */
    public ProxyHeader cmd(int value) {
        return putInt(0, value);
    }

    /** Distributed container id; -1 in frames between proxies. */
    public int dcid() {
        return getInt(4);
    }

    /** Sets the distributed container id; -1 in frames between proxies. */
    public ProxyHeader dcid(int value) {
        return putInt(4, value);
    }

    /** Source endpoint. */
    public int src() {
        return getInt(8);
    }

    /** Sets the source endpoint. */
    public ProxyHeader src(int value) {
        return putInt(8, value);
    }

    /** Destination endpoint. */
    public int dst() {
        return getInt(12);
    }

    /** Sets the destination endpoint. */
    public ProxyHeader dst(int value) {
        return putInt(12, value);
    }

    /** Source node id. */
    public int snode() {
        return getInt(16);
    }

    /** Sets the source node id. */
    public ProxyHeader snode(int value) {
        return putInt(16, value);
    }

    /** Destination node id. */
    public int dnode() {
        return getInt(20);
    }

    /** Sets the destination node id. */
    public ProxyHeader dnode(int value) {
        return putInt(20, value);
    }

    /** Return code, meaningful in acks. */
    public int rcode() {
        return getInt(24);
    }

    /** Sets the return code, meaningful in acks. */
    public ProxyHeader rcode(int value) {
        return putInt(24, value);
    }

    /** Payload bytes on the wire, 0…65536. */
    public int len() {
        return getInt(OFFSET_LEN);
    }

    /** Sets the payload bytes on the wire, 0…65536. */
    public ProxyHeader len(int value) {
        return putInt(OFFSET_LEN, value);
    }

    /** Pid of the source process. */
    public int pid() {
        return getInt(32);
    }

    /** Sets the pid of the source process. */
    public ProxyHeader pid(int value) {
        return putInt(32, value);
    }

    /** Number of extra commands in a batch payload, 0…546. */
    public int batchNr() {
        return getInt(OFFSET_BATCH_NR);
    }

    /** Sets the number of extra commands in a batch payload, 0…546. */
    public ProxyHeader batchNr(int value) {
        return putInt(OFFSET_BATCH_NR, value);
    }

    /** Flag bits, see the FLAG constants. */
    public int flags() {
        return getInt(OFFSET_FLAGS);
    }

    /** Sets the flag bits, see the FLAG constants. */
    public ProxyHeader flags(int value) {
        return putInt(OFFSET_FLAGS, value);
    }

    /** Sequence number of the command, serial arithmetic. */
    public int sndSeq() {
        return getInt(44);
    }

    /** Sets the sequence number of the command, serial arithmetic. */
    public ProxyHeader sndSeq(int value) {
        return putInt(44, value);
    }

    /** The next sequence expected on the reverse channel: all before it is taken. */
    public int ackSeq() {
        return getInt(48);
    }

    /** Sets the next sequence expected on the reverse channel: all before it is taken. */
    public ProxyHeader ackSeq(int value) {
        return putInt(48, value);
    }

    /** Wall-clock seconds when pulled. */
    public int tsSec() {
        return getInt(52);
    }

    /** Sets the wall-clock seconds when pulled. */
    public ProxyHeader tsSec(int value) {
        return putInt(52, value);
    }

    /** Nanoseconds beside {@link #tsSec()}. */
    public int tsNsec() {
        return getInt(56);
    }

    /** Sets the nanoseconds beside {@link #tsSec()}. */
    public ProxyHeader tsNsec(int value) {
        return putInt(56, value);
    }

    /** M_source of the embedded message. */
    public int mSource() {
        return getInt(60);
    }

    /** Sets the m_source of the embedded message. */
    public ProxyHeader mSource(int value) {
        return putInt(60, value);
    }

    /** M_type of the embedded message. */
    public int mType() {
        return getInt(64);
    }

    /** Sets the m_type of the embedded message. */
    public ProxyHeader mType(int value) {
        return putInt(64, value);
    }

    /** Source endpoint of a copy. */
    public int vSrc() {
        return getInt(96);
    }

    /** Sets the source endpoint of a copy. */
    public ProxyHeader vSrc(int value) {
        return putInt(96, value);
    }

    /** Destination endpoint of a copy. */
    public int vDst() {
        return getInt(100);
    }

    /** Sets the destination endpoint of a copy. */
    public ProxyHeader vDst(int value) {
        return putInt(100, value);
    }

    /** Requesting endpoint of a copy. */
    public int vRqtr() {
        return getInt(104);
    }

    /** Sets the requesting endpoint of a copy. */
    public ProxyHeader vRqtr(int value) {
        return putInt(104, value);
    }

    /** Source address of a copy. */
    public int vSaddr() {
        return getInt(108);
    }

    /** Sets the source address of a copy. */
    public ProxyHeader vSaddr(int value) {
        return putInt(108, value);
    }

    /** Destination address of a copy. */
    public int vDaddr() {
        return getInt(112);
    }

    /** Sets the destination address of a copy. */
    public ProxyHeader vDaddr(int value) {
        return putInt(112, value);
    }

    /** Bytes of a copy chunk. */
    public int vBytes() {
        return getInt(116);
    }

    /** Sets the bytes of a copy chunk. */
    public ProxyHeader vBytes(int value) {
        return putInt(116, value);
    }

    /** Session id, 0 = none (routing extension of a message). */
    public long session() {
        return (long) LONG.get(bytes, 96);
    }

    /** Sets the session id, 0 = none (routing extension of a message). */
    public ProxyHeader session(long value) {
        LONG.set(bytes, 96, value);
        return this;
    }

    /** Request id of a message (routing extension). */
    public int request() {
        return getInt(104);
    }

    /** Sets the request id of a message (routing extension). */
    public ProxyHeader request(int value) {
        return putInt(104, value);
    }

    /** Time left in ms, -1 = for ever (routing extension of a message). */
    public int remaining() {
        return getInt(108);
    }

    /** Sets the time left in ms, -1 = for ever (routing extension of a message). */
    public ProxyHeader remaining(int value) {
        return putInt(108, value);
    }

    /** Generation of the source, 0 = unknown (routing extension of a message). */
    public int srcGen() {
        return getInt(112);
    }

    /** Sets the generation of the source, 0 = unknown (routing extension of a message). */
    public ProxyHeader srcGen(int value) {
        return putInt(112, value);
    }

    /** Generation of the destination, 0 = any (routing extension of a message). */
    public int dstGen() {
        return getInt(116);
    }

    /** Sets the generation of the destination, 0 = any (routing extension of a message). */
    public ProxyHeader dstGen(int value) {
        return putInt(116, value);
    }

    /** Session id of a copy (routing extension of a copy). */
    public long copySession() {
        return (long) LONG.get(bytes, 60);
    }

    /** Sets the session id of a copy (routing extension of a copy). */
    public ProxyHeader copySession(long value) {
        LONG.set(bytes, 60, value);
        return this;
    }

    /** Copy id: the requester's request id of its vcopy. */
    public int copyId() {
        return getInt(68);
    }

    /** Sets the copy id: the requester's request id of its vcopy. */
    public ProxyHeader copyId(int value) {
        return putInt(68, value);
    }

    /** Request in which the source party waits. */
    public int copySrcRequest() {
        return getInt(72);
    }

    /** Sets the request in which the source party waits. */
    public ProxyHeader copySrcRequest(int value) {
        return putInt(72, value);
    }

    /** Generation of the source party. */
    public int copySrcGen() {
        return getInt(76);
    }

    /** Sets the generation of the source party. */
    public ProxyHeader copySrcGen(int value) {
        return putInt(76, value);
    }

    /** Request in which the destination party waits. */
    public int copyDstRequest() {
        return getInt(80);
    }

    /** Sets the request in which the destination party waits. */
    public ProxyHeader copyDstRequest(int value) {
        return putInt(80, value);
    }

    /** Generation of the destination party. */
    public int copyDstGen() {
        return getInt(84);
    }

    /** Sets the generation of the destination party. */
    public ProxyHeader copyDstGen(int value) {
        return putInt(84, value);
    }

    /** Node of the destination party. */
    public int copyDstNode() {
        return getInt(88);
    }

    /** Sets the node of the destination party. */
    public ProxyHeader copyDstNode(int value) {
        return putInt(88, value);
    }

    /** Node of the requester. */
    public int copyRqtrNode() {
        return getInt(92);
    }

    /** Sets the node of the requester. */
    public ProxyHeader copyRqtrNode(int value) {
        return putInt(92, value);
    }

    private int getInt(int offset) {
        return (int) INT.get(bytes, offset);
    }

    private ProxyHeader putInt(int offset, int value) {
        INT.set(bytes, offset, value);
        return this;
    }
}
