package org.dsp.core.launch;

import java.util.HashMap;
import java.util.Map;

/**
 * A service whose programs fail to start again and again is left alone for a while, each time
 * longer; one that starts clears it.
 */
final class CrashLoops {
    /** One failure may be chance. */
    private static final int TOLERATED = 1;

    private static final long FIRST = 100_000_000L;
    private static final long LONGEST = 10_000_000_000L;
    private static final int MOST_DOUBLINGS = 7;

    private static final class Failures {
        int count;
        boolean bound;
        long until = Long.MIN_VALUE;
    }

    private final Map<String, Failures> services = new HashMap<>();

    void failed(String service, long now) {
        Failures f = services.computeIfAbsent(service, name -> new Failures());
        f.count++;
        if (f.count > TOLERATED) {
            int doublings = Math.min(MOST_DOUBLINGS, f.count - TOLERATED - 1);
            f.until = now + Math.min(LONGEST, FIRST << doublings);
        }
    }

    /** Its program bound, and ended before it had answered anything. */
    void crashed(String service, long now) {
        failed(service, now);
        services.get(service).bound = true;
    }

    /** Its program has bound: of those that bind and then end that says nothing. */
    void started(String service) {
        Failures f = services.get(service);
        if (f != null && !f.bound) {
            services.remove(service);
        }
    }

    /** Its program has answered. */
    void answered(String service) {
        services.remove(service);
    }

    boolean holds(String service, long now) {
        Failures f = services.get(service);
        return f != null && now < f.until;
    }
}
