package org.dsp.core.launch;

/**
 * The shell that starts programs. Calls return at once; what comes of them is told to {@link
 * Launcher} on the node's thread. Exactly one of {@link Launcher#startFailed} and {@link
 * Launcher#gone} ends every start.
 */
public interface ProcessPort {
    /** What may be sent to a program. */
    enum Signal {
        TERM,
        /** Repeated until nothing of the instance lives. */
        KILL
    }

    /** Starts a program; {@link Launcher#started} or {@link Launcher#startFailed} follows. */
    void start(StartOrder order);

    /** To every process of the instance; one that is gone already is no error. */
    void signal(long instance, Signal signal);

    /** The instance is over and will not be asked for again. */
    void forget(long instance);

    /** Where no programs are started: every start fails. */
    static ProcessPort none() {
        return new NoProcesses();
    }
}
