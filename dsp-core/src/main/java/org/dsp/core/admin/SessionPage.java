package org.dsp.core.admin;

import java.util.List;
import org.dsp.core.agent.Session;

/**
 * Some of the sessions that a node knows.
 *
 * @param total how many it knows
 * @param sessions as many of them as were asked for
 */
public record SessionPage(long total, List<Session> sessions) {
    public SessionPage {
        sessions = List.copyOf(sessions);
    }
}
