package org.dsp.core.wire;

import io.netty.buffer.ByteBuf;
import org.dsp.core.Payload;

/**
 * A payload over a Netty buffer, as the shells read it off a socket. Made by a {@link PayloadPool},
 * returns to it with its last reference. The buffer's content and indices never change while
 * referenced. Node's thread only.
 */
public final class BufPayload implements Payload {
    private final PayloadPool pool;
    private ByteBuf buffer;
    private int references;

    BufPayload(PayloadPool pool, ByteBuf buffer) {
        this.pool = pool;
        start(buffer);
    }

    /** Begins a life with one reference; takes that of {@code bytes}. */
    void start(ByteBuf bytes) {
        buffer = bytes;
        references = 1;
    }

    @Override
    public int length() {
        return alive().readableBytes();
    }

    @Override
    public Payload retain() {
        alive();
        references++;
        return this;
    }

    @Override
    public void release() {
        ByteBuf bytes = alive();
        references--;
        if (references == 0) {
            pool.took(this);
            bytes.release();
        }
    }

    /**
     * The bytes with indices and a reference of their own, to be written out; the payload may be
     * written again, or released, before that is done.
     */
    public ByteBuf view() {
        return alive().retainedDuplicate();
    }

    /** Appends the bytes to {@code target}. */
    public void copyTo(ByteBuf target) {
        ByteBuf bytes = alive();
        target.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }

    private ByteBuf alive() {
        if (references == 0) {
            throw new IllegalStateException("payload used after its last release");
        }
        return buffer;
    }
}
