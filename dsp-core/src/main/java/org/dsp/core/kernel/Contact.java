package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/**
 * What one local process has to do with one party: the name it knows it by (K2), the one operation
 * of the party that waits here, the one answer it is owed. At most one each, so memory is bounded
 * by names.
 */
final class Contact {
    /** No operation waits. */
    static final int NONE = 0;

    /** Waits in the owner's queue. */
    static final int QUEUED = 1;

    /** Was sent to the owner ahead of its receive, and is not yet taken. */
    static final int PREFETCHED = 2;

    final LocalProcess owner;

    /** The endpoint number by which the owner means {@link #party}. */
    final int name;

    final Party party;

    /** The owner or the container asked for this name: it outlives the party. */
    boolean bound;

    /** The party's request that the owner took and has not answered; 0 = none. */
    int owed;

    /** Where the party's operation waits: NONE, QUEUED or PREFETCHED. */
    int pending = NONE;

    /** The pending operation wants an answer (sendrec), not only to be taken (send). */
    boolean pendingWantsAnswer;

    /** The pending operation's request id. */
    int pendingRequest;

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
}
