package org.dsp.dvk;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.wire.BufPayload;
import org.dsp.ipc.attach.AttachFrame;

/** Remembers what the shell said, and answers as told. */
final class TestSession implements AttachSession {
    final Credentials credentials;
    final AttachOutput output;
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<byte[]> payloads = new CopyOnWriteArrayList<>();
    volatile BiConsumer<TestSession, AttachFrame> answer = (session, frame) -> {};
    private final AtomicInteger frames = new AtomicInteger();
    private final AttachFrame out = new AttachFrame();

    TestSession(Credentials credentials, AttachOutput output) {
        this.credentials = credentials;
        this.output = output;
    }

    @Override
    public void frame(AttachFrame frame, Payload payload, long now) {
        if (frames.incrementAndGet() <= 100) {
            log.add("frame " + frame.op() + " call " + frame.call());
            payloads.add(bytes(payload));
        }
        payload.release();
        answer.accept(this, frame);
    }

    @Override
    public void malformed(String why, long now) {
        log.add("malformed: " + why);
        say(71, 0, why.getBytes(StandardCharsets.UTF_8));
        output.close(why);
    }

    @Override
    public void closed(long now) {
        log.add("closed");
    }

    int frames() {
        return frames.get();
    }

    void say(int op, int call, byte[] payload) {
        output.write(out.start(op, call), new BytesPayload(payload));
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
