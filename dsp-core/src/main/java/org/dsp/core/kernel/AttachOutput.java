package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.ipc.attach.AttachFrame;

/**
 * An attached process's connection, as the core writes to it. Implemented by the shell; node's
 * thread only.
 */
public interface AttachOutput {
    /**
     * Queues a frame. Takes the reference of {@code payload}, sets the frame's length from it;
     * {@code frame} is the caller's again on return.
     */
    void write(AttachFrame frame, Payload payload);

    /** Hands what was written to the socket. */
    void flush();

    /** Flushes and closes. {@link AttachSession#closed} follows, later. */
    void close(String why);
}
