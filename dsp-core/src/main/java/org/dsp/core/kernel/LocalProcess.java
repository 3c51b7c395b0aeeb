package org.dsp.core.kernel;

import java.util.BitSet;

/**
 * An endpoint bound on this node: its names, its queue, and the one call it is in. Plain state;
 * {@link Rendezvous}, {@link Arrivals}, {@link Ends} and the copies decide.
 */
final class LocalProcess extends Party {
    /** Where the present call stands. */
    enum Phase {
        /** In no call. */
        IDLE,
        /** Its frame waits to be pulled into a channel. */
        LEAVING,
        /** Its send is on its way to another node; the acknowledgement is awaited. */
        SENT,
        /** Its message waits in a local process's queue. */
        QUEUED,
        /** Its request was sent or taken; the answer is awaited. */
        ANSWER,
        /** In a receive. */
        RECEIVING,
        /** In a vcopy. */
        COPYING,
        /** Waits until an endpoint is bound. */
        WAIT_BIND,
        /** Waits until an endpoint is unbound. */
        WAIT_UNBIND
    }

    final Container container;
    final String name;
    final int uid;
    final ProcessSession session;

    /** Names, by endpoint + nr_tasks. */
    private final Contact[] names;

    private int aliases;

    // ---- what waits for it

    private Contact queueHead;
    private Contact queueTail;
    private Contact notifiedHead;
    private Contact notifiedTail;

    /** Prefetched messages not yet taken, oldest first. */
    private final Contact[] prefetched = new Contact[ProcessSession.MAX_CREDIT];

    private int prefetchedCount;
    private int prefetchTags;

    // ---- the present call

    Phase phase = Phase.IDLE;

    /** The attach protocol's call id and op. */
    int call;

    int op;

    /** The request id of the present operation, or of the request it answers. */
    int request;

    /** {@link #request} is the other side's: the operation answers it. */
    boolean answers;

    /** Whom the present operation is with, and the name the process used. */
    Party with;

    int withName;

    /** The generation that the present request was sent to, 0 = any. */
    int toGeneration;

    /** The frame that waits to be pulled. */
    Outbound leaving;

    /** In a receive: from whom; absent means anybody. */
    Contact receiveFrom;

    boolean receiveNotifies;

    /** Credit and time-out of the receive that follows a reply in the same call. */
    int receiveCredit;

    int receiveTimeout;

    /** The endpoint waited for. */
    int awaited;

    // ---- copies

    final Copy copy = new Copy();

    /** Chunks that this process must give or take. */
    int chunks;

    /** Those of them that it was asked to give to a peer. */
    int chunksReading;

    /** Copies older than this do not reach it any more in its present request. */
    private int copyFloor;

    private boolean copied;

    // ---- time

    /** When the present call times out; {@code Long.MAX_VALUE} = never. */
    long deadline = Long.MAX_VALUE;

    /** Position in {@link Deadlines}; -1 = not in it. */
    int deadlineIndex = -1;

    private int requests;

    /** Nodes that may hold a name for this process in this epoch: they are told when it dies. */
    final BitSet knownAt = new BitSet();

    // ---- counters (facts §3, stats)

    long localSent;
    long remoteSent;
    long localCopies;
    long remoteCopies;

    LocalProcess(
            Container container,
            int node,
            int endpoint,
            int generation,
            String name,
            Credentials credentials,
            ProcessSession session) {
        super(container.dcid, node, endpoint);
        this.container = container;
        this.generation = generation;
        this.name = name;
        this.pid = credentials.pid();
        this.uid = credentials.uid();
        this.session = session;
        this.names = new Contact[container.limits.tasks() + container.limits.procs()];
    }

    /** Begins an operation of its own. */
    void nextRequest() {
        requests++;
        if (requests == 0) {
            requests = 1;
        }
        request = requests;
        copied = false;
    }

    /**
     * Whether a chunk of copy {@code id} may reach it: none of a later copy has. Ids of one
     * requester grow, and it has one copy at a time, so an earlier one was given up.
     */
    boolean admitsCopy(int id) {
        if (copied && id - copyFloor < 0) {
            return false;
        }
        voidCopiesBefore(id);
        return true;
    }

    /** Copies older than {@code id} are over. */
    void voidCopiesBefore(int id) {
        if (!copied || id - copyFloor > 0) {
            copyFloor = id;
            copied = true;
        }
    }

    // ---- names

    /** Whom it means by {@code endpoint}, in range; null when its own table says nothing. */
    Contact contact(int endpoint) {
        return names[endpoint + container.limits.tasks()];
    }

    /** By what it knows {@code party}; null when it does not. */
    Contact contactOf(Party party) {
        Contact direct = contact(party.endpoint);
        if (direct != null && direct.party == party) {
            return direct;
        }
        return aliases == 0 ? null : aliasOf(party);
    }

    private Contact aliasOf(Party party) {
        for (int i = names.length - 1; i >= container.limits.sysprocs(); i--) {
            Contact c = names[i];
            if (c != null && c.party == party) {
                return c;
            }
        }
        return null;
    }

    void put(Contact c) {
        names[c.name + container.limits.tasks()] = c;
        if (c.alias()) {
            aliases++;
        }
    }

    void remove(Contact c) {
        names[c.name + container.limits.tasks()] = null;
        if (c.alias()) {
            aliases--;
        }
    }

    /** All contacts; entries may be null. */
    Contact[] contacts() {
        return names;
    }

    // ---- queue of operations

    void enqueue(Contact c) {
        c.pending = Contact.Pending.QUEUED;
        c.previous = queueTail;
        c.next = null;
        if (queueTail == null) {
            queueHead = c;
        } else {
            queueTail.next = c;
        }
        queueTail = c;
    }

    Contact firstQueued() {
        return queueHead;
    }

    void unqueue(Contact c) {
        if (c.previous == null) {
            queueHead = c.next;
        } else {
            c.previous.next = c.next;
        }
        if (c.next == null) {
            queueTail = c.previous;
        } else {
            c.next.previous = c.previous;
        }
        c.next = null;
        c.previous = null;
        c.pending = Contact.Pending.NONE;
    }

    // ---- notifies

    void addNotified(Contact c) {
        c.notified = true;
        c.nextNotified = null;
        if (notifiedTail == null) {
            notifiedHead = c;
        } else {
            notifiedTail.nextNotified = c;
        }
        notifiedTail = c;
    }

    Contact firstNotified() {
        return notifiedHead;
    }

    void removeNotified(Contact c) {
        Contact before = null;
        for (Contact at = notifiedHead; at != null; before = at, at = at.nextNotified) {
            if (at == c) {
                if (before == null) {
                    notifiedHead = c.nextNotified;
                } else {
                    before.nextNotified = c.nextNotified;
                }
                if (notifiedTail == c) {
                    notifiedTail = before;
                }
                break;
            }
        }
        c.notified = false;
        c.nextNotified = null;
    }

    // ---- prefetched

    void addPrefetched(Contact c) {
        c.pending = Contact.Pending.PREFETCHED;
        prefetchTags++;
        c.prefetchTag = prefetchTags;
        prefetched[prefetchedCount] = c;
        prefetchedCount++;
    }

    void removePrefetched(Contact c) {
        for (int i = 0; i < prefetchedCount; i++) {
            if (prefetched[i] == c) {
                System.arraycopy(prefetched, i + 1, prefetched, i, prefetchedCount - i - 1);
                prefetchedCount--;
                prefetched[prefetchedCount] = null;
                break;
            }
        }
        c.pending = Contact.Pending.NONE;
    }

    int prefetchedCount() {
        return prefetchedCount;
    }

    /** The prefetched message with this tag; null when it was retracted. */
    Contact prefetchedByTag(int tag) {
        for (int i = 0; i < prefetchedCount; i++) {
            if (prefetched[i].prefetchTag == tag) {
                return prefetched[i];
            }
        }
        return null;
    }

    // ---- what it waits for

    boolean accepts(Contact c) {
        return phase == Phase.RECEIVING && (receiveFrom == null || receiveFrom == c);
    }

    /** Whether it waits for the answer of {@code node}'s endpoint to {@code id}. */
    boolean awaits(int node, int endpoint, int id) {
        return phase == Phase.ANSWER
                && request == id
                && with.node == node
                && with.endpoint == endpoint;
    }

    boolean isServer() {
        return container.limits.isServer(endpoint);
    }
}
