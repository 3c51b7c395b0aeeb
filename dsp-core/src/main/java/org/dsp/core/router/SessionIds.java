package org.dsp.core.router;

/**
 * Names sessions: by node, by life of its daemon, by number. Never the same twice, as far as a life
 * makes fewer than 2³² sessions.
 */
final class SessionIds {
    private static final int LIFE_BITS = 22;

    private final long prefix;
    private int last;

    SessionIds(int node, long incarnation) {
        long life = (incarnation ^ (incarnation >>> LIFE_BITS)) & ((1L << LIFE_BITS) - 1);
        this.prefix = ((node + 1L) << (Integer.SIZE + LIFE_BITS)) | (life << Integer.SIZE);
    }

    /** The node that made an id; -1 = none did. */
    static int node(long id) {
        return (int) (id >>> (Integer.SIZE + LIFE_BITS)) - 1;
    }

    long next() {
        last++;
        return prefix | Integer.toUnsignedLong(last);
    }
}
