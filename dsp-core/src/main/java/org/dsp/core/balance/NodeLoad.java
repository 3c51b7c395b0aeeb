package org.dsp.core.balance;

import org.dsp.core.config.PeerService;

/** What is known of one node as a server. */
final class NodeLoad {
    /** A node just in gets its full share after this long, in ns. */
    static final long SLOW_START = 10_000_000_000L;

    /** Its share while it is just in: a tenth. */
    private static final long LEAST_SHARE = 100;

    private static final long FULL_SHARE = 1000;

    private final boolean local;

    PeerService service = PeerService.NONE;

    /** Its channel is up; of this node itself always. */
    private boolean up;

    /** Since when it may be given sessions. */
    private long since = Long.MIN_VALUE;

    private boolean taking;

    /** Sessions given and not ended since its load was reported last; older ones count half. */
    private int given;

    NodeLoad(boolean local) {
        this.local = local;
    }

    void report(PeerService next, long at) {
        if (next.percent() != service.percent() || next.rank() != service.rank()) {
            given /= 2;
        }
        service = next;
        judge(at);
    }

    void up(boolean value, long at) {
        up = value;
        judge(at);
    }

    private void judge(long at) {
        boolean takes = service.server() && service.takesNew() && (up || local);
        if (takes && !taking) {
            since = at;
        }
        taking = takes;
    }

    boolean eligible() {
        return taking && service.rank() != PeerService.Rank.SATURATED;
    }

    /** Whether anything that says how loaded it is is fresh; else it comes after those. */
    boolean known() {
        return service.rank() != PeerService.Rank.UNKNOWN;
    }

    void given() {
        given++;
    }

    void ended() {
        given = Math.max(0, given - 1);
    }

    int estimate() {
        return Math.max(0, service.percent()) + given;
    }

    /** Its share of new sessions: weight in thousandths, less while it is just in. */
    long share(long now) {
        long age = Math.max(0, now - since);
        long part = age >= SLOW_START ? FULL_SHARE : Math.max(LEAST_SHARE, age / 10_000_000L);
        return service.weight() * part;
    }

    /** Whether one that is just in has got what it may have so far: one session in 100 ms. */
    boolean slowed(long now) {
        long age = Math.max(0, now - since);
        return age < SLOW_START && given > age / 100_000_000L;
    }
}
