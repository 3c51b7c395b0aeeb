package org.dsp.core.session;

/** The sessions that ended last: a repeat of the request that opened one must not open it again. */
public final class Tombstones {
    private final long[] ring;
    private int next;

    /**
     * @param most remembered
     */
    public Tombstones(int most) {
        this.ring = new long[most];
    }

    public void add(long id) {
        ring[next] = id;
        next = (next + 1) % ring.length;
    }

    public boolean has(long id) {
        for (long each : ring) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }
}
