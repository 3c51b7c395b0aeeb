package org.dsp.core.launch;

/**
 * What becomes of programs. Told from within {@link Launcher}'s methods, after its own state is in
 * order: it may be called back.
 */
public interface LaunchEvents {
    /**
     * It will not serve: its start failed, it ended or was too late before it was bound. {@link
     * #freed} follows.
     *
     * @param code the error that its client would get
     * @param why for the log
     */
    void failed(long instance, int code, String why, long now);

    /** It served and has ended, or has unbound its endpoint. {@link #freed} follows. */
    void ended(long instance, String why, long now);

    /** Neither the process nor its binding is there: its endpoint is free. */
    void freed(long instance, long now);
}
