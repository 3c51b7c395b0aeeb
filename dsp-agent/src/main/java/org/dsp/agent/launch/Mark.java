package org.dsp.agent.launch;

import java.util.OptionalLong;
import org.dsp.core.launch.Token;

/**
 * By what the processes of one program are known: the token in their environment, and the session
 * that its first process began.
 *
 * @param token of the program
 * @param pid of its first process; empty when it is not known
 * @param since no process of it started before, in clock ticks
 * @param first when the first process started, in clock ticks; empty when it was gone too soon
 */
record Mark(Token token, OptionalLong pid, long since, OptionalLong first) {
    /** One of which nothing but the token is known. */
    static Mark ofToken(Token token, long since) {
        return new Mark(token, OptionalLong.empty(), since, OptionalLong.empty());
    }

    /** Whether that is its first process, and not another one with the same pid. */
    boolean isFirst(ProcEntry entry) {
        return pid.isPresent()
                && entry.pid() == pid.getAsLong()
                && first.isPresent()
                && entry.started() == first.getAsLong();
    }
}
