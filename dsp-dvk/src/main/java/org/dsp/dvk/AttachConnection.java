package org.dsp.dvk;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.dsp.core.Payload;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.wire.PayloadPool;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.net.ConnectionBounds;
import org.dsp.net.FramedConnection;
import org.dsp.net.ShellLoop;

/**
 * One attached process: bytes to {@link AttachFrame}s and back. One that does not read what is
 * written to it is not read either. Loop's thread only.
 */
final class AttachConnection extends FramedConnection implements AttachOutput, Backlog.Slow {
    private final AttachServer server;
    private final Credentials credentials;
    private final Backlog.Member backlog;
    private final AttachFrame frame = new AttachFrame();
    private AttachSession session;
    private boolean paused;

    AttachConnection(
            AttachServer server,
            Credentials credentials,
            ShellLoop loop,
            PayloadPool payloads,
            ConnectionBounds bounds) {
        super(loop, payloads, bounds);
        this.server = server;
        this.credentials = credentials;
        this.backlog = server.backlog().member(this);
    }

    Credentials credentials() {
        return credentials;
    }

    // ---- from the process

    @Override
    protected void opened(ChannelHandlerContext context, long now) {
        session = server.opened(this, now);
    }

    @Override
    protected int readFrame(ByteBuf in, long now) {
        if (in.readableBytes() < AttachFrame.BYTES) {
            return AttachFrame.BYTES;
        }
        int length = in.getIntLE(in.readerIndex());
        if (length < 0 || length > AttachFrame.MAX_PAYLOAD) {
            session.malformed(
                    "a frame of " + length + " bytes; allowed 0…" + AttachFrame.MAX_PAYLOAD, now);
            return -1;
        }
        if (in.readableBytes() < AttachFrame.BYTES + length) {
            return AttachFrame.BYTES + length;
        }
        in.readBytes(frame.array());
        Payload payload = length == 0 ? Payload.EMPTY : payload(in, in.readRetainedSlice(length));
        session.frame(frame, payload, now);
        return 0;
    }

    @Override
    protected void ended(String reason, boolean here, long now) {
        server.backlog().gone(backlog);
        server.ended(this, reason, here, now);
        session.closed(now);
    }

    @Override
    protected void writabilityChanged(boolean writable) {
        paused = !writable;
        if (writable) {
            resumeReading();
        } else {
            stopReading();
        }
    }

    @Override
    protected boolean paused() {
        return paused;
    }

    // ---- to the process

    @Override
    public void write(AttachFrame out, Payload payload) {
        out.length(payload.length());
        send(out.array(), payload);
    }

    @Override
    public void flush() {
        super.flush();
        server.backlog().flushed(backlog);
    }

    // ---- the backlog

    @Override
    public long waitingBytes() {
        return waiting();
    }

    @Override
    public long takenBytes() {
        return taken();
    }

    @Override
    public void expel(String why) {
        fail(why);
    }
}
