package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/**
 * What one local process has to do with one party: the name it knows it by (K2), the one operation
 * of the party that waits here, the one answer it is owed. At most one each, so memory is bounded
 * by names.
 */
final class Contact {
    /** Where an operation of the party waits. */
    enum Pending {
        /** None does. */
        NONE,
        /** In the owner's queue. */
        QUEUED,
        /** It was sent to the owner ahead of its receive, and is not yet taken. */
        PREFETCHED
    }

    final LocalProcess owner;

    /** The endpoint number by which the owner means {@link #party}. */
    final int name;

    final Party party;

    /** The owner or the container asked for this name: it outlives the party. */
    boolean bound;

    /** The party's request that the owner took and has not answered; 0 = none. */
    int owed;

    /** The session of {@link #owed}, 0 = none. */
    long owedSession;

    /** The answer that waits to be pulled; null = none. */
    Outbound answer;

    Pending pending = Pending.NONE;

    /** The pending operation wants an answer (sendrec), not only to be taken (send). */
    boolean pendingWantsAnswer;

    /** The pending operation's request id. */
    int pendingRequest;

    /** The pending operation's session, 0 = none. */
    long pendingSession;

    /** Tag of the prefetched message. */
    int prefetchTag;

    /** The pending operation's message. */
    final byte[] message = new byte[ProxyHeader.MESSAGE_BYTES];

    /** A notify of the party waits. */
    boolean notified;

    Contact next;
    Contact previous;
    Contact nextNotified;

    Contact(LocalProcess owner, int name, Party party) {
        this.owner = owner;
        this.name = name;
        this.party = party;
    }

    /** An alias: the party's own number means somebody else to the owner. */
    boolean alias() {
        return name != party.endpoint;
    }

    /** Nothing is under way between the two. */
    boolean idle() {
        return pending == Pending.NONE && owed == 0 && answer == null && !notified;
    }

    /** What the party wants: noted before it is queued or delivered. */
    void wants(int request, long session, boolean answered) {
        pendingRequest = request;
        pendingSession = session;
        pendingWantsAnswer = answered;
    }
}
