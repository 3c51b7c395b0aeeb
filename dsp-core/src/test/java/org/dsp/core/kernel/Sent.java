package org.dsp.core.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dsp.ipc.attach.AttachFrame;

/** A frame that a program had from its kernel, as values. */
final class Sent {
    private final AttachFrame frame = new AttachFrame();
    private final byte[] payload;

    private Sent(byte[] payload) {
        this.payload = payload;
    }

    static Sent of(AttachFrame f, byte[] payload) {
        Sent sent = new Sent(payload);
        System.arraycopy(f.array(), 0, sent.frame.array(), 0, AttachFrame.BYTES);
        return sent;
    }

    int op() {
        return frame.op();
    }

    int call() {
        return frame.call();
    }

    int a0() {
        return frame.a0();
    }

    int a1() {
        return frame.a1();
    }

    int a2() {
        return frame.a2();
    }

    int a3() {
        return frame.a3();
    }

    /** The bytes behind it. */
    byte[] payload() {
        return payload;
    }

    /** The 36 bytes of its message. */
    ByteBuffer body() {
        return ByteBuffer.wrap(frame.array())
                .position(AttachFrame.BODY)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean prefetched() {
        return (frame.flags() & AttachFrame.FLAG_PREFETCHED) != 0;
    }

    Note note() {
        return new Note(frame.bodyInt(0), frame.bodyInt(4), frame.bodyInt(8), a1(), a2(), a3());
    }

    @Override
    public String toString() {
        return "op " + op() + " call " + call() + " a0 " + a0() + " a1 " + a1();
    }
}
