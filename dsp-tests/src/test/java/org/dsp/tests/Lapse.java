package org.dsp.tests;

import java.time.Duration;
import org.awaitility.Awaitility;

/** How long a fault lasts. Not for waiting until something has happened: that is a condition. */
public final class Lapse {
    private static final Duration SLACK = Duration.ofSeconds(30);

    private Lapse() {}

    /** Returns after {@code length}. */
    public static void of(Duration length) {
        Awaitility.await().pollDelay(length).atMost(length.plus(SLACK)).until(() -> true);
    }
}
