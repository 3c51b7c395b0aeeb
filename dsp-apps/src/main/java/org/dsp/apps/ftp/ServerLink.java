package org.dsp.apps.ftp;

import java.time.Duration;
import org.dsp.ipc.Message;

/** A client's way to its server. */
interface ServerLink {
    /**
     * Sends a request and waits for its answer; the message becomes the answer.
     *
     * @throws org.dsp.ipc.DvkException if there is none
     */
    void call(int endpoint, Message message, Duration timeout);

    /** From now on {@code endpoint} means a process on the server's node. */
    void know(int endpoint);

    /** Waits before a call is repeated. */
    void pause(Duration duration);
}
