package org.dsp.core.session;

import java.util.List;

/**
 * The sessions that one node has to do with, each once.
 *
 * @param total how many there are
 * @param some as many of them as were asked for
 */
public record NodeSessions(long total, List<SessionStatus> some) {
    public NodeSessions {
        some = List.copyOf(some);
    }
}
