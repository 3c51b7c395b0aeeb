package org.dsp.net;

/** The loop as a connection sees it. Its thread only, but for {@link #fatal}. */
public interface ShellLoop {
    /** Monotonic time in ns. */
    long now();

    /** The node was given an event: its next deadline may have moved. */
    void touched();

    /** The node may have something to write: it is flushed at the end of this loop iteration. */
    void wantsFlush();

    /** Something failed that cannot fail: the daemon ends. From any thread. */
    void fatal(Throwable error);
}
