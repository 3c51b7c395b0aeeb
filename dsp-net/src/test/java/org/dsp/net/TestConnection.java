package org.dsp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.wire.BufPayload;
import org.dsp.core.wire.PayloadPool;

/** Frames of a length (i32), a number (i32) and so many bytes; remembers what it was told. */
class TestConnection extends FramedConnection {
    static final int HEADER = 8;
    static final int LARGEST = 65_536;

    final List<String> log = new CopyOnWriteArrayList<>();
    final List<byte[]> payloads = new CopyOnWriteArrayList<>();
    volatile boolean paused;
    volatile String closeOn = "";
    volatile boolean echo;
    private int length;
    private int number;

    TestConnection(ShellLoop loop, ConnectionBounds bounds) {
        super(loop, new PayloadPool(), bounds);
    }

    @Override
    protected void opened(ChannelHandlerContext context, long now) {
        log.add("opened");
    }

    @Override
    protected int readFrame(ByteBuf in, long now) {
        if (in.readableBytes() < HEADER) {
            return HEADER;
        }
        length = in.getInt(in.readerIndex());
        number = in.getInt(in.readerIndex() + 4);
        if (length < 0 || length > LARGEST) {
            return -1;
        }
        if (in.readableBytes() < HEADER + length) {
            return HEADER + length;
        }
        in.skipBytes(HEADER);
        Payload payload = payload(in, in.readRetainedSlice(length));
        frame(in, payload);
        return 0;
    }

    protected void frame(ByteBuf in, Payload payload) {
        log.add("frame " + number);
        payloads.add(bytes(payload));
        if (echo) {
            send(header(length, number), payload);
            loop().wantsFlush();
        } else {
            payload.release();
        }
        if (("frame " + number).equals(closeOn)) {
            say(-number, new byte[3]);
            close("asked for");
        }
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        log.add("ended: " + reason);
    }

    @Override
    protected boolean paused() {
        return paused;
    }

    /** Writes a frame of a core-made payload. */
    void say(int what, byte[] bytes) {
        send(header(bytes.length, what), new BytesPayload(bytes));
    }

    void pause() {
        paused = true;
        stopReading();
    }

    void unpause() {
        paused = false;
        resumeReading();
    }

    static byte[] header(int length, int number) {
        return ByteBuffer.allocate(HEADER).putInt(length).putInt(number).array();
    }

    private static byte[] bytes(Payload payload) {
        if (!(payload instanceof BufPayload inBuffer)) {
            return new byte[0];
        }
        ByteBuf view = inBuffer.view();
        byte[] copy = new byte[view.readableBytes()];
        view.readBytes(copy);
        view.release();
        return copy;
    }
}
