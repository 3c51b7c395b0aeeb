package org.dsp.core.balance;

import java.util.Arrays;
import org.dsp.core.config.Policy;

/**
 * One service's part of the balancing: its policy, whose turn it is, and which nodes have failed it
 * lately.
 */
public final class ServiceShare {
    private static final long FIRST_PAUSE = 100_000_000L;
    private static final int MOST_DOUBLINGS = 7;

    /** A failure counts as this many sessions, and as half of it this much later, in ns. */
    private static final long HALF_LIFE = 5_000_000_000L;

    private static final int SESSIONS_PER_FAILURE = 4;

    final Policy policy;
    final long[] turn;
    private final int[] failures;
    private final long[] failedAt;

    /**
     * @param nodes ids are below this
     */
    ServiceShare(Policy policy, int nodes) {
        this.policy = policy;
        this.turn = new long[nodes];
        this.failures = new int[nodes];
        this.failedAt = new long[nodes];
        Arrays.fill(failedAt, Long.MIN_VALUE);
    }

    void failed(int node, long now) {
        failures[node] = Math.min(MOST_DOUBLINGS + 1, failures[node] + 1);
        failedAt[node] = now;
    }

    void served(int node) {
        failures[node] = 0;
    }

    /** Whether it has failed so lately that it is asked only when nobody else is left. */
    boolean pausing(int node, long now) {
        int count = failures[node];
        return count > 0 && now - failedAt[node] < FIRST_PAUSE << (count - 1);
    }

    /** Its failures as load: half as much every few seconds. */
    int penalty(int node, long now) {
        int count = failures[node];
        if (count == 0) {
            return 0;
        }
        int halvings = (int) Math.min(31, (now - failedAt[node]) / HALF_LIFE);
        return (count * SESSIONS_PER_FAILURE) >> halvings;
    }
}
