package org.dsp.bench.router;

import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.router.RouterEvents;
import org.dsp.ipc.attach.AttachFrame;

/** Is told everything, and does nothing about it. */
final class Nobody implements AttachOutput, RouterEvents {
    @Override
    public void write(AttachFrame frame, Payload payload) {
        payload.release();
    }

    @Override
    public void flush() {}

    @Override
    public void close(String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void sessionOpened(Session session) {}

    @Override
    public void sessionClosed(long id, String why) {}

    @Override
    public void note(String text) {
        throw new IllegalStateException(text);
    }
}
