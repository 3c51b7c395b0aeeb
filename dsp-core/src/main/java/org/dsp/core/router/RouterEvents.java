package org.dsp.core.router;

import org.dsp.core.agent.Session;

/** What the router tells of sessions that this node serves. Called on the node's thread. */
public interface RouterEvents {
    /** Its program is bound; the first message is about to reach it. Once for each session. */
    void sessionOpened(Session session);

    /** A session that was told of has ended. Once. */
    void sessionClosed(long id, String why);

    /** For the log: what an operator should know. */
    void note(String text);
}
