package org.dsp.core.kernel;

import java.util.ArrayDeque;
import org.dsp.core.Payload;

/**
 * Frames that wait to be pulled, per next hop. Messages go before copy data; each keeps its order.
 * Nothing is allocated once the pool is warm.
 */
final class Outbox {
    /** Copy data that may be read for one peer before it is pulled, in bytes. */
    static final int COPY_BUDGET = 1 << 20;

    /**
     * Error acks that may wait for one peer. A peer within its rights has at most one operation per
     * endpoint, hence one ack; one that sends on without reading its acks is past this soon (K6).
     */
    static final int MAX_ERROR_ACKS = 1024;

    /** What waits for one peer. */
    static final class Peer {
        final int node;
        final ArrayDeque<Outbound> messages = new ArrayDeque<>();
        final ArrayDeque<Outbound> data = new ArrayDeque<>();
        final ArrayDeque<LocalProcess> copiesWaiting = new ArrayDeque<>();
        int copyBytes;
        int errorAcks;
        boolean dirty;

        Peer(int node) {
            this.node = node;
        }
    }

    private final Peer[] peers = new Peer[Kernel.MAX_NODES];
    private final ArrayDeque<Outbound> pool = new ArrayDeque<>();
    private final ArrayDeque<Peer> dirty = new ArrayDeque<>();

    Peer peer(int node) {
        Peer p = peers[node];
        if (p == null) {
            p = new Peer(node);
            peers[node] = p;
        }
        return p;
    }

    Outbound take() {
        Outbound o = pool.poll();
        if (o == null) {
            o = new Outbound();
        }
        o.header.clear();
        o.payload = Payload.EMPTY;
        o.owner = null;
        o.withdrawn = false;
        o.counts = true;
        o.errorAck = false;
        o.deadline = Long.MAX_VALUE;
        return o;
    }

    void add(Outbound o) {
        Peer p = peer(o.header.dnode());
        if (o.errorAck) {
            p.errorAcks++;
        }
        (o.payload == Payload.EMPTY ? p.messages : p.data).add(o);
        markDirty(p);
    }

    void markDirty(Peer p) {
        if (!p.dirty) {
            p.dirty = true;
            dirty.add(p);
        }
    }

    /** A peer with something to pull that was not asked for since; -1 = none is left. */
    int nextDirty() {
        Peer p = dirty.poll();
        if (p == null) {
            return -1;
        }
        p.dirty = false;
        return p.node;
    }

    /** The next frame for a peer; null when there is none. Stays queued. */
    Outbound peek(Peer p) {
        Outbound o = live(p.messages);
        return o != null ? o : live(p.data);
    }

    private Outbound live(ArrayDeque<Outbound> queue) {
        Outbound o = queue.peek();
        while (o != null && o.withdrawn) {
            queue.remove();
            recycle(o);
            o = queue.peek();
        }
        return o;
    }

    /** Takes out what {@link #peek} showed; the caller recycles it. */
    Outbound poll(Peer p) {
        Outbound o = p.messages.isEmpty() ? p.data.remove() : p.messages.remove();
        if (o.errorAck) {
            p.errorAcks--;
        }
        return o;
    }

    void recycle(Outbound o) {
        o.owner = null;
        o.payload = Payload.EMPTY;
        pool.add(o);
    }

    /** LEAVE: everything that waits for the peer is dropped. */
    void purge(Peer p) {
        drop(p.messages);
        drop(p.data);
        p.errorAcks = 0;
        p.copyBytes = 0;
    }

    private void drop(ArrayDeque<Outbound> queue) {
        for (Outbound o = queue.poll(); o != null; o = queue.poll()) {
            o.payload.release();
            recycle(o);
        }
    }
}
