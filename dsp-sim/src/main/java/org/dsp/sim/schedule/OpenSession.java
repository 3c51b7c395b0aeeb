package org.dsp.sim.schedule;

import org.dsp.core.agent.Session;

/**
 * A session that lives, as the run knows and no agent need.
 *
 * @param session as its owner announced it
 * @param clientLife life of the client's node when it was opened
 */
record OpenSession(Session session, long clientLife) {
    /** What one client process asks of one service: one session at most serves it. */
    record Stream(int dcid, int extEp, int clientNode, int clientEp, int clientGeneration) {}

    Stream stream() {
        return new Stream(
                session.dcid(),
                session.extEp(),
                session.clientNode(),
                session.clientEp(),
                session.clientGeneration());
    }
}
