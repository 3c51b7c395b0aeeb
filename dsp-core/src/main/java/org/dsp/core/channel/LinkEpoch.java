package org.dsp.core.channel;

/**
 * The link epoch of a pair: both halves, each an incarnation and a leave counter (DESIGN §4). Knows
 * how to compare, not what follows.
 */
final class LinkEpoch {
    /** A half of the peer, against the one that is known. */
    enum Seen {
        /** None was known. */
        NEW,
        SAME,
        /** Of before a LEAVE of the peer: delivered late. */
        OLDER,
        CHANGED
    }

    private final long mine;
    private int mineCounter;
    private long yours;
    private int yoursCounter;
    private long retired;

    LinkEpoch(long mine) {
        this.mine = mine;
    }

    long mine() {
        return mine;
    }

    int mineCounter() {
        return mineCounter;
    }

    /** The peer's incarnation, 0 = not known. */
    long yours() {
        return yours;
    }

    int yoursCounter() {
        return yoursCounter;
    }

    Seen see(long incarnation, int counter) {
        if (yours == 0) {
            return Seen.NEW;
        }
        if (incarnation != yours || Serial.isAfter(counter, yoursCounter)) {
            return Seen.CHANGED;
        }
        return counter == yoursCounter ? Seen.SAME : Seen.OLDER;
    }

    /** Takes over a half of the peer. */
    void learn(long incarnation, int counter) {
        if (incarnation != yours) {
            retired = yours;
        }
        yours = incarnation;
        yoursCounter = counter;
    }

    /**
     * Whether this is the incarnation known before the present one. True only once, so that a peer
     * that really is back is believed the next time.
     */
    boolean isRetired(long incarnation) {
        boolean is = incarnation == retired;
        if (is) {
            retired = 0;
        }
        return is;
    }

    /** Whether what the peer believes of this side is right; not knowing is. */
    boolean agrees(long incarnation, int counter) {
        return incarnation == 0 || isMine(incarnation, counter);
    }

    boolean isMine(long incarnation, int counter) {
        return incarnation == mine && counter == mineCounter;
    }

    /** Whether the peer saw a counter of this side that this side never had. */
    boolean isAheadOfMine(long incarnation, int counter) {
        return incarnation == mine && Serial.isAfter(counter, mineCounter);
    }

    /** A LEAVE decided here. */
    void bump() {
        mineCounter++;
    }

    /** Goes past a counter that the peer saw though this side never had it. */
    void raise(int counter) {
        mineCounter = counter + 1;
    }

    @Override
    public String toString() {
        return Long.toHexString(mine)
                + '/'
                + Integer.toUnsignedString(mineCounter)
                + ' '
                + Long.toHexString(yours)
                + '/'
                + Integer.toUnsignedString(yoursCounter);
    }
}
