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

    /** Something failed that cannot fail: the daemon ends. From any thread. */
    void fatal(Throwable error);
}
