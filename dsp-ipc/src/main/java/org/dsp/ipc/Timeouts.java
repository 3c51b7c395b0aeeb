package org.dsp.ipc;

import java.time.Duration;

/** Time-outs as calls take them. */
public final class Timeouts {
    /** Waits for ever. Any negative duration does. */
    public static final Duration FOREVER = Duration.ofMillis(Endpoints.FOREVER);

    /** Does not wait. */
    public static final Duration NOWAIT = Duration.ZERO;

    /** The original library's default, 30 s (MOLCALL). */
    public static final Duration CALL = Duration.ofSeconds(30);

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private Timeouts() {}

    /**
     * Milliseconds as the attach protocol has them: rounded up, so that no call ends early; -1 for
     * every negative duration. More than {@link Integer#MAX_VALUE} ms (24 days) waits for ever.
     */
    public static int toMillis(Duration timeout) {
        if (timeout.isNegative()) {
            return Endpoints.FOREVER;
        }
        if (timeout.getSeconds() > Integer.MAX_VALUE / MILLIS_PER_SECOND) {
            return Endpoints.FOREVER;
        }
        long millis =
                timeout.getSeconds() * MILLIS_PER_SECOND
                        + (timeout.getNano() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        return millis > Integer.MAX_VALUE ? Endpoints.FOREVER : (int) millis;
    }
}
