package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;
import org.dsp.core.Payload;

/**
 * Makes {@link BufPayload}s and takes them back, so that a payload costs no allocation. Node's
 * thread only.
 */
public final class PayloadPool {
    /** More than are in flight at once in practice; the rest is left to the collector. */
    private static final int KEPT = 1024;

    private final BufPayload[] free = new BufPayload[KEPT];
    private int size;

    /** A payload of the readable bytes of {@code buffer}, whose reference it takes. */
    public Payload of(ByteBuf buffer) {
        if (!buffer.isReadable()) {
            buffer.release();
            return Payload.EMPTY;
        }
        if (size == 0) {
            return new BufPayload(this, buffer);
        }
        size--;
        BufPayload payload = free[size];
        payload.start(buffer);
        return payload;
    }

    void took(BufPayload payload) {
        if (size < KEPT) {
            free[size] = payload;
            size++;
        }
    }
}
