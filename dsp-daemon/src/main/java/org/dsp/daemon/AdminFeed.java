package org.dsp.daemon;

import java.util.Optional;
import org.dsp.core.admin.AdminAnswer;

/**
 * A request whose answers go on until the tool goes. Admin thread; an answer is asked for when the
 * tool has read the one before, so that a slow tool costs one answer.
 */
interface AdminFeed extends AdminServer.Pending {
    /**
     * Its first answer may be asked for.
     *
     * @param more has {@link #next} asked again; any thread
     */
    void begin(Runnable more);

    /**
     * The next answer; one with an error is the last; empty = nothing to tell now: then it is asked
     * again when it says so.
     */
    Optional<AdminAnswer> next();

    /** The tool is gone. Once. */
    void end();
}
