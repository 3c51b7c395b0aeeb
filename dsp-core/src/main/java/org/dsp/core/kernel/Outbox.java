package org.dsp.core.kernel;

import java.util.ArrayDeque;
import org.dsp.core.Payload;

/**
 * Frames that wait to be pulled, per next hop. Messages go before copy data; each keeps its order.
 * Nothing is allocated once the pool is warm.
 */
final class Outbox {
    private final PeerQueue[] peers = new PeerQueue[Services.HOPS];
    private final ArrayDeque<Outbound> pool = new ArrayDeque<>();
    private final ArrayDeque<PeerQueue> dirty = new ArrayDeque<>();

    /** Frames taken and not recycled. */
    private int inUse;

    PeerQueue peer(int node) {
        PeerQueue p = peers[node];
        if (p == null) {
            p = new PeerQueue(node);
            peers[node] = p;
        }
        return p;
    }

    Outbound take() {
        Outbound o = pool.poll();
        if (o == null) {
            o = new Outbound();
        }
        inUse++;
        o.header.clear();
        o.quietCall = 0;
        o.counts = true;
        o.shown = -1;
        o.ack = false;
        o.timed = false;
        o.deadline = Long.MAX_VALUE;
        return o;
    }

    void add(Outbound o) {
        PeerQueue p = peer(o.header.dnode());
        if (o.ack) {
            p.acks++;
        }
        if (o.payload == Payload.EMPTY) {
            p.messages.add(o);
        } else {
            p.queuedBytes += o.payload.length();
            p.data.add(o);
        }
        markDirty(p);
    }

    void markDirty(PeerQueue p) {
        if (!p.dirty) {
            p.dirty = true;
            dirty.add(p);
        }
    }

    /** A peer with something to pull that was not asked for since; -1 = none is left. */
    int nextDirty() {
        PeerQueue p = dirty.poll();
        if (p == null) {
            return -1;
        }
        p.dirty = false;
        return p.node;
    }

    /** The next frame for a peer; null when there is none. Stays queued. */
    Outbound peek(PeerQueue p) {
        Outbound o = p.messages.peek();
        return o != null ? o : p.data.peek();
    }

    /** Takes a queued frame out. The payload's reference goes to the caller, who recycles it. */
    void remove(Outbound o) {
        PeerQueue p = peer(o.header.dnode());
        if (o.ack) {
            p.acks--;
        }
        if (o.payload != Payload.EMPTY) {
            p.queuedBytes -= o.payload.length();
        }
        o.queue.remove(o);
    }

    /** The frame is not wanted any more, queued or not; its payload is released. */
    void discard(Outbound o) {
        if (o.queue != null) {
            remove(o);
        }
        o.payload.release();
        recycle(o);
    }

    void recycle(Outbound o) {
        if (o.acked != null) {
            o.acked.ack = null;
            o.acked = null;
        }
        o.owner = null;
        o.answers = null;
        o.payload = Payload.EMPTY;
        inUse--;
        pool.add(o);
    }

    /** Frames that are queued or about to be; for tests of leaks. */
    int inUse() {
        return inUse;
    }
}
