package org.dsp.core.config;

import java.time.Duration;

/**
 * Times and bounds of the links to other nodes. Durations are whole milliseconds.
 *
 * @param windowCommands most commands sent to a peer and not acknowledged
 * @param windowBytes most payload bytes sent to a peer and not acknowledged
 * @param helloPeriod between two link HELLOs; three missed end the connection
 * @param ackDelay longest wait before what was taken is acknowledged
 * @param linkGrace how long operations wait for a peer that is not there
 * @param connectTimeout of one attempt
 * @param backoffMin first wait between attempts
 * @param backoffMax longest wait between attempts, not below {@code backoffMin}
 */
public record LinkSettings(
        int windowCommands,
        int windowBytes,
        Duration helloPeriod,
        Duration ackDelay,
        Duration linkGrace,
        Duration connectTimeout,
        Duration backoffMin,
        Duration backoffMax) {
    public static final IntRange WINDOW_COMMANDS = new IntRange(16, 65_536);

    /** A quarter of the window, after which it is acknowledged, holds one whole payload. */
    public static final IntRange WINDOW_BYTES = new IntRange(4 * 65_536, 256 << 20);

    /** Milliseconds. */
    public static final IntRange HELLO_PERIOD = new IntRange(100, 60_000);

    /** Milliseconds. */
    public static final IntRange ACK_DELAY = new IntRange(1, 1000);

    /** Milliseconds. */
    public static final IntRange LINK_GRACE = new IntRange(100, 600_000);

    /** Milliseconds. */
    public static final IntRange CONNECT_TIMEOUT = new IntRange(10, 60_000);

    /** Milliseconds, of both back-offs. */
    public static final IntRange BACKOFF = new IntRange(1, 60_000);

    public static final LinkSettings DEFAULT =
            new LinkSettings(
                    1024,
                    4 << 20,
                    Duration.ofMillis(1000),
                    Duration.ofMillis(10),
                    Duration.ofMillis(5000),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(10),
                    Duration.ofMillis(500));

    public LinkSettings {
        WINDOW_COMMANDS.check("window_commands", windowCommands);
        WINDOW_BYTES.check("window_bytes", windowBytes);
        checkMillis("hello_period_ms", helloPeriod, HELLO_PERIOD);
        checkMillis("ack_delay_ms", ackDelay, ACK_DELAY);
        checkMillis("link_grace_ms", linkGrace, LINK_GRACE);
        checkMillis("connect_timeout_ms", connectTimeout, CONNECT_TIMEOUT);
        checkMillis("backoff_min_ms", backoffMin, BACKOFF);
        checkMillis("backoff_max_ms", backoffMax, BACKOFF);
        if (backoffMin.compareTo(backoffMax) > 0) {
            throw new IllegalArgumentException(
                    "backoff_max_ms %d; allowed backoff_min_ms (%d) or more"
                            .formatted(backoffMax.toMillis(), backoffMin.toMillis()));
        }
    }

    private static void checkMillis(String what, Duration value, IntRange millis) {
        if (value.getNano() % 1_000_000 != 0 || value.getSeconds() > millis.max()) {
            throw new IllegalArgumentException(
                    what + " " + value + "; allowed " + millis + ", whole milliseconds");
        }
        millis.check(what, value.toMillis());
    }
}
