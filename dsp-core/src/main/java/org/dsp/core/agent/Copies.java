package org.dsp.core.agent;

import org.dsp.core.agent.AgentNote.Grade;
import org.dsp.core.agent.SessionMessage.SessionClose;
import org.dsp.core.agent.SessionMessage.SessionOpen;
import org.dsp.core.agent.SessionMessage.Snapshot;
import org.dsp.core.agent.SessionMessage.SnapshotNext;
import org.dsp.core.agent.SessionMessage.SnapshotRequest;

/**
 * Keeps the copies of what others own in step: changes in the order of their versions, a whole
 * transfer where one is missing or the digests differ. Changes that come during a transfer are held
 * until it ends.
 */
final class Copies {
    private static final long STALLED = 2000 * Context.MS;

    private final Context context;
    private final Peers peers;
    private final Claims claims;
    private long transfers;
    private boolean strangerNoted;

    Copies(Context context, Peers peers, Claims claims) {
        this.context = context;
        this.peers = peers;
        this.claims = claims;
    }

    /** The owner said how far it is; what it sent before has come. */
    void stated(Peer owner, long life, long version, long digest) {
        SessionCopy copy = owner.sessions;
        if (copy.life != life) {
            begin(owner, life);
        }
        if (copy.transferring()) {
            return;
        }
        if (version == copy.version && digest == copy.digest) {
            copy.inStep = true;
            copy.marked = false;
        } else if (version >= copy.version) {
            request(owner);
        }
    }

    private void begin(Peer owner, long life) {
        owner.sessions.table.forEach(claims::removed);
        owner.sessions.begin(life);
    }

    /** What this node owned is over. */
    void drop(Peer owner) {
        begin(owner, 0);
        owner.sessions.marked = false;
    }

    private void request(Peer owner) {
        owner.sessions.beginTransfer(++transfers, context.now);
        context.port.send(owner.member, new SnapshotRequest(transfers));
        context.repairSoon();
    }

    // ---- changes

    void opened(Peer owner, SessionOpen change) {
        changed(owner, change, change.life(), change.version());
    }

    void closed(Peer owner, SessionClose change) {
        changed(owner, change, change.life(), change.version());
    }

    private void changed(Peer owner, AgentMessage change, long life, long version) {
        SessionCopy copy = owner.sessions;
        if (life != copy.life) {
            // It is another daemon than the one that was announced: its announcement is missing.
            owner.announced = false;
            context.repairSoon();
        } else if (copy.transferring()) {
            hold(owner, change);
        } else if (version == copy.version + 1) {
            apply(owner, change);
        } else if (version > copy.version) {
            request(owner);
            hold(owner, change);
        }
    }

    private void hold(Peer owner, AgentMessage change) {
        SessionCopy copy = owner.sessions;
        if (copy.held.size() == SessionCopy.MOST_HELD) {
            copy.endTransfer();
            request(owner);
        }
        copy.held.add(change);
    }

    private void apply(Peer owner, AgentMessage change) {
        SessionCopy copy = owner.sessions;
        copy.version++;
        if (change instanceof SessionOpen open) {
            Session session = open.session();
            if (isOf(owner, session) && copy.table.add(session)) {
                copy.digest += session.hash();
                claims.added(session);
            }
        } else {
            Session removed = copy.table.remove(((SessionClose) change).sessionId());
            if (removed != null) {
                copy.digest -= removed.hash();
                claims.removed(removed);
            }
        }
    }

    /** A session has one writer: what another node says of it does not count. */
    private boolean isOf(Peer owner, Session session) {
        boolean own = session.serverNode() == owner.id;
        if (!own && !strangerNoted) {
            strangerNoted = true;
            context.note(
                    Grade.WARN,
                    "node " + owner.id + " speaks of a session of node " + session.serverNode());
        }
        return own;
    }

    // ---- transfers

    void chunk(Peer owner, Snapshot chunk) {
        SessionCopy copy = owner.sessions;
        if (!copy.transferring()
                || chunk.transfer() != copy.transfer
                || chunk.life() != copy.life
                || chunk.index() != copy.chunks) {
            // Not of this transfer; or one before it is missing, then it stalls and begins anew.
            return;
        }
        for (Session session : chunk.sessions()) {
            if (isOf(owner, session) && copy.incoming.add(session)) {
                copy.incomingDigest += session.hash();
            }
        }
        copy.chunks++;
        copy.transferAt = context.now;
        if (!chunk.last()) {
            context.port.send(owner.member, new SnapshotNext(copy.transfer, copy.chunks));
        } else if (copy.incomingDigest == chunk.digest()) {
            take(owner, chunk.asOf());
        } else {
            // Left as stalled: asked for again by and by, not in a loop.
            context.note(Grade.WARN, "what node " + owner.id + " sent of its sessions is damaged");
        }
    }

    private void take(Peer owner, long asOf) {
        SessionCopy copy = owner.sessions;
        SessionTable before = copy.table;
        SessionTable after = copy.incoming;
        copy.table = after;
        copy.version = asOf;
        copy.digest = copy.incomingDigest;
        copy.transfer = 0;
        copy.incoming = SessionTable.byId();
        copy.inStep = true;
        copy.marked = false;
        before.forEach(
                session -> {
                    if (after.get(session.id()) == null) {
                        claims.removed(session);
                    }
                });
        after.forEach(
                session -> {
                    if (before.get(session.id()) == null) {
                        claims.added(session);
                    }
                });
        release(owner);
    }

    /** Applies what was held, as far as nothing is missing. */
    private void release(Peer owner) {
        SessionCopy copy = owner.sessions;
        while (!copy.held.isEmpty() && !copy.transferring()) {
            AgentMessage change = copy.held.peek();
            long version = SessionCopy.versionOf(change);
            if (version > copy.version + 1) {
                request(owner);
            } else {
                copy.held.remove();
                if (version == copy.version + 1) {
                    apply(owner, change);
                }
            }
        }
    }

    /** Asks again where nothing came. Whether anything is not in step. */
    boolean repair() {
        boolean[] behind = {false};
        peers.forEachOther(
                owner -> {
                    SessionCopy copy = owner.sessions;
                    if (!owner.announced || copy.inStep) {
                        return;
                    }
                    behind[0] = true;
                    if (!copy.transferring() || context.now - copy.transferAt >= STALLED) {
                        request(owner);
                    }
                });
        return behind[0];
    }
}
