package org.dsp.core.config;

import java.time.Duration;

/** Durations that a file gives in whole seconds. */
final class Seconds {
    private Seconds() {}

    static void check(String what, Duration value, IntRange seconds) {
        if (value.getNano() != 0 || !seconds.contains(value.getSeconds())) {
            throw new IllegalArgumentException(
                    what + " " + value + "; allowed " + seconds + " s, whole seconds");
        }
    }
}
