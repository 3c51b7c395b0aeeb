package org.dsp.core.agent;

import java.util.ArrayDeque;
import org.dsp.core.agent.SessionMessage.SessionClose;
import org.dsp.core.agent.SessionMessage.SessionOpen;

/** This node's copy of what another one owns, and how far it is. Decides nothing. */
final class SessionCopy {
    /** Changes held during a transfer before it is begun anew. */
    static final int MOST_HELD = 1 << 20;

    final int owner;

    /** The owner's; 0 = unknown. */
    long life;

    long version;
    long digest;
    SessionTable table = SessionTable.byId();

    /** In step with its owner, as far as the owner has said. */
    boolean inStep;

    /** Its owner is not in the view. */
    boolean marked;

    /** A transfer under way; 0 = none. */
    long transfer;

    /** When something of it last came, or it was asked for. */
    long transferAt;

    /** What came of it. */
    SessionTable incoming = SessionTable.byId();

    long incomingDigest;
    long incomingAsOf;
    int chunks;

    /** Changes that came meanwhile: {@link SessionOpen} and {@link SessionClose}. */
    final ArrayDeque<AgentMessage> held = new ArrayDeque<>();

    SessionCopy(int owner) {
        this.owner = owner;
    }

    void mark() {
        marked = true;
        inStep = false;
        endTransfer();
    }

    /** The owner began a new life: nothing of the former is left. */
    void begin(long newLife) {
        life = newLife;
        version = 0;
        digest = 0;
        table = SessionTable.byId();
        inStep = false;
        endTransfer();
    }

    boolean transferring() {
        return transfer != 0;
    }

    void beginTransfer(long id, long now) {
        transfer = id;
        transferAt = now;
        incoming = SessionTable.byId();
        incomingDigest = 0;
        incomingAsOf = 0;
        chunks = 0;
        inStep = false;
    }

    void endTransfer() {
        transfer = 0;
        incoming = SessionTable.byId();
        held.clear();
    }

    static long versionOf(AgentMessage change) {
        return change instanceof SessionOpen open
                ? open.version()
                : ((SessionClose) change).version();
    }
}
