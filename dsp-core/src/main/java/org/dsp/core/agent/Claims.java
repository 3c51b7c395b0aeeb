package org.dsp.core.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.SessionMessage.Close;

/**
 * Judges sessions that claim one client: the same client process and the same service. Only the
 * client's node does it, of its own clients; the session named later lives (this node names them,
 * with growing ids), the owner of the other is told to close it until it has.
 */
final class Claims {
    /** How a judgement is carried out at this node itself. */
    @FunctionalInterface
    interface Ending {
        void end(Session session, String why);
    }

    private final Context context;
    private final Peers peers;

    /** The one that lives, of each client of this node. */
    private final SessionTable living = new SessionTable(Claims::stream);

    /** Judged and not closed yet: loser by id, with the winner. */
    private final Map<Long, Judged> judged = new HashMap<>();

    private Ending ending =
            (session, why) -> {
                // Set before the first session.
            };

    private record Judged(Session loser, Session winner) {}

    Claims(Context context, Peers peers) {
        this.context = context;
        this.peers = peers;
    }

    void endWith(Ending how) {
        ending = how;
    }

    /** Of two streams of requests with the same one, at most one session lives. */
    private static long stream(Session s) {
        long h = Hashes.chain(s.clientNode(), Hashes.pair(s.dcid(), s.extEp()));
        return Hashes.chain(h, Hashes.pair(s.clientEp(), s.clientGeneration()));
    }

    private static boolean sameStream(Session a, Session b) {
        return a.clientNode() == b.clientNode()
                && a.dcid() == b.dcid()
                && a.extEp() == b.extEp()
                && a.clientEp() == b.clientEp()
                && a.clientGeneration() == b.clientGeneration();
    }

    /** A session is in the table of this or another node. */
    void added(Session session) {
        if (session.clientNode() != context.self.nodeId() || living.add(session)) {
            return;
        }
        Session other = Objects.requireNonNull(living.get(stream(session)));
        if (other.id() == session.id() || !sameStream(other, session)) {
            return;
        }
        boolean later = Long.compareUnsigned(session.id(), other.id()) > 0;
        if (later) {
            living.remove(stream(other));
            living.add(session);
        }
        judge(later ? other : session, later ? session : other);
    }

    /** A session is out of the tables. */
    void removed(Session session) {
        if (session.clientNode() != context.self.nodeId()) {
            return;
        }
        judged.remove(session.id());
        long key = stream(session);
        Session lives = living.get(key);
        if (lives != null && lives.id() == session.id()) {
            living.remove(key);
        }
    }

    private void judge(Session loser, Session winner) {
        context.note(
                Grade.INFO,
                "sessions %016x of node %d and %016x of node %d claim one client: the latter lives"
                        .formatted(
                                loser.id(), loser.serverNode(), winner.id(), winner.serverNode()));
        if (loser.serverNode() == context.self.nodeId()) {
            ending.end(loser, "session %016x took its place".formatted(winner.id()));
        } else {
            Judged pending = new Judged(loser, winner);
            judged.put(loser.id(), pending);
            tell(pending);
            context.repairSoon();
        }
    }

    private void tell(Judged pending) {
        Peer owner = peers.get(pending.loser.serverNode());
        if (owner.present()) {
            context.port.send(owner.member, new Close(pending.loser.id(), pending.winner.id()));
        }
    }

    /** Tells owners again. Whether there is anything to tell. */
    boolean repair() {
        judged.values().forEach(this::tell);
        return !judged.isEmpty();
    }
}
