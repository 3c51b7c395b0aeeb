package org.dsp.net;

/** The loop as a connection sees it. Its thread only, but for {@link #fatal}. */
public interface ShellLoop {
    /** Monotonic time in ns. */
    long now();

    /**
     * The node was given an event: at the end of this loop iteration what it wrote is flushed, and
     * its next deadline looked at.
     */
    void wantsFlush();

    /**
     * A connection has read what was there and has given it to the node. As {@link #wantsFlush},
     * but where many connections are ready in one iteration the flush does not wait for all of
     * them.
     */
    void hasRead();

    /** Something failed that cannot fail: the daemon ends. From any thread. */
    void fatal(Throwable error);
}
