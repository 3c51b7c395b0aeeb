package org.dsp.core.config;

import java.time.Duration;

/**
 * How long a service waits. Whole seconds.
 *
 * @param start for a started program to bind its endpoint, in {@link #START}
 * @param session without traffic until a session ends, in {@link #SESSION}; 0 = never
 * @param queue a request waits for a server node with room, in {@link #QUEUE}; 0 = not at all
 */
public record ServiceTimes(Duration start, Duration session, Duration queue) {
    /** Seconds of {@code start_timeout}. */
    public static final IntRange START = new IntRange(1, 3600);

    /** Seconds of {@code session_timeout}. */
    public static final IntRange SESSION = new IntRange(0, 604_800);

    /** Seconds of {@code queue_timeout}. */
    public static final IntRange QUEUE = new IntRange(0, 3600);

    /** 5 s to start; sessions do not end by time; nobody waits for room, as in the original. */
    public static final ServiceTimes DEFAULT =
            new ServiceTimes(Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO);

    public ServiceTimes {
        Seconds.check("start_timeout", start, START);
        Seconds.check("session_timeout", session, SESSION);
        Seconds.check("queue_timeout", queue, QUEUE);
    }
}
