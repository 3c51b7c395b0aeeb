package org.dsp.agent.launch;

/**
 * Is told what happens to programs, on the launcher's thread: it must not block. Each order ends in
 * exactly one of {@link #startFailed} and {@link #gone}.
 */
public interface ProgramEvents {
    /**
     * A program has been started; it has not bound yet, or just has.
     *
     * @param pid of its first process
     */
    void started(long instance, long pid);

    /**
     * Nothing was started, or nothing of it lives.
     *
     * @param why for the operator
     */
    void startFailed(long instance, String why);

    /**
     * Its first process has ended.
     *
     * @param status from 0 to 255; above 128 that of a signal
     * @param text what that means, and the last line that it wrote
     * @param alive whether others of it live on: it has backgrounded itself
     */
    void exited(long instance, int status, String text, boolean alive);

    /** No process of it lives any more. Nothing follows. */
    void gone(long instance);
}
