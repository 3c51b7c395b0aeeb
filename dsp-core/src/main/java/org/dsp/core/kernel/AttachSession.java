package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.ipc.attach.AttachFrame;

/**
 * One attached process's connection, as the shell drives it; see {@code docs/attach-protocol.md}.
 * Node's thread only.
 */
public interface AttachSession {
    /**
     * A frame arrived. Takes the reference of {@code payload}; {@code frame} is the caller's again
     * on return.
     */
    void frame(AttachFrame frame, Payload payload, long now);

    /** What arrived cannot be a frame: the session ends with BYE. */
    void malformed(String why, long now);

    /** The connection is closed: the endpoint, if any, is unbound. */
    void closed(long now);
}
