package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.agent.SessionMessage.SessionClose;
import org.dsp.core.agent.SessionMessage.SessionOpen;

/**
 * The sessions that this node owns. It alone changes them; each change has the next version and is
 * told to all.
 */
final class OwnSessions {
    private final Context context;
    private final Claims claims;
    private final SessionTable table = SessionTable.byId();
    private long version;
    private long digest;

    /** The last copy that was made for others, and its version. */
    private Session[] copied = new Session[0];

    private long copiedVersion;

    private Runnable changed =
            () -> {
                // Set before the first session.
            };

    OwnSessions(Context context, Claims claims) {
        this.context = context;
        this.claims = claims;
    }

    /** Called after each change. */
    void whenChanged(Runnable then) {
        changed = then;
    }

    int size() {
        return table.size();
    }

    long version() {
        return version;
    }

    long digest() {
        return digest;
    }

    SessionTable table() {
        return table;
    }

    /**
     * @throws IllegalArgumentException when it is not this node's: a session has one writer
     */
    void open(Session session) {
        if (session.serverNode() != context.self.nodeId()) {
            throw new IllegalArgumentException(
                    "session of server node "
                            + session.serverNode()
                            + "; allowed "
                            + context.self.nodeId());
        }
        if (!table.add(session)) {
            throw new IllegalArgumentException(
                    "session " + session.id() + " is open; allowed a new id");
        }
        version++;
        digest += session.hash();
        context.multicast(new SessionOpen(context.self.incarnation(), version, session));
        claims.added(session);
        changed.run();
    }

    /** Whether there was one. */
    boolean close(long id) {
        Session closed = table.remove(id);
        if (closed == null) {
            return false;
        }
        version++;
        digest -= closed.hash();
        context.multicast(new SessionClose(context.self.incarnation(), version, id));
        claims.removed(closed);
        changed.run();
        return true;
    }

    /** Ends a session that the router did not end. */
    void end(Session session, String why) {
        if (close(session.id())) {
            context.port.sessionEnded(session, why);
        }
    }

    /** Ends all sessions of clients of this node. */
    void endOf(int clientNode, String why) {
        List<Session> over = new ArrayList<>();
        table.forEach(
                session -> {
                    if (session.clientNode() == clientNode) {
                        over.add(session);
                    }
                });
        over.forEach(session -> end(session, why));
    }

    /** All of them now. Not to be changed: askers of one version share it. */
    Session[] copy() {
        if (copiedVersion != version) {
            copied = table.toArray();
            copiedVersion = version;
        }
        return copied;
    }

    /** Nobody needs the copy any more. */
    void dropCopy() {
        copied = new Session[0];
        copiedVersion = 0;
    }
}
