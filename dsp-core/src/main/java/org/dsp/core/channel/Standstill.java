package org.dsp.core.channel;

/**
 * Notices that this process stood still (stopped, or starved): what its sockets hold may be older
 * than the peer's patience then, and must not be taken ({@code docs/wire/frames.md} §8.2). Bytes
 * that arrive while it runs are read at once; so a command waited no longer than since the last
 * event before it.
 */
final class Standstill {
    private static final long SHORTEST = 10_000_000L;

    private final long limit;
    private long lastEvent;

    /**
     * @param linkGrace after which the peer's callers may have their error, in ns
     */
    Standstill(long linkGrace, long now) {
        limit = Math.max(SHORTEST, linkGrace / 2);
        lastEvent = now;
    }

    /** Something happens. Whether this process stood still for too long before. */
    boolean event(long now) {
        boolean over = now - lastEvent > limit;
        lastEvent = now;
        return over;
    }

    /** When something should happen at the latest, so that idling is not taken for standing. */
    long checkAt() {
        return lastEvent + limit / 2;
    }
}
