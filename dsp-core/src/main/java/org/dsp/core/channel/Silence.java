package org.dsp.core.channel;

/**
 * Counts periods in which nothing was heard on a connection. Periods are counted when they are
 * looked at, not by the clock: after this process was stopped for long, what waits in the socket is
 * read before the peer is blamed.
 */
final class Silence {
    /** Silent periods in a row that end a connection. */
    static final int LIMIT = 3;

    private long period = 1;
    private long checkAt = Long.MAX_VALUE;
    private boolean heard;
    private int missed;

    /** Begins: the first period ends one {@code newPeriod} from now. */
    void start(long now, long newPeriod) {
        period = newPeriod;
        checkAt = now + newPeriod;
        heard = false;
        missed = 0;
    }

    void stop() {
        checkAt = Long.MAX_VALUE;
    }

    void heard() {
        heard = true;
    }

    /** When {@link #expired} is to be asked; {@code Long.MAX_VALUE} = never. */
    long checkAt() {
        return checkAt;
    }

    /** Ends a period. Whether it was the last one that could be borne. */
    boolean expired(long now) {
        checkAt = now + period;
        missed = heard ? 0 : missed + 1;
        heard = false;
        return missed >= LIMIT;
    }
}
