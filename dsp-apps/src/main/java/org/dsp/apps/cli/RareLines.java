package org.dsp.apps.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a log readable when one error comes a thousand times: at most one line per interval, with
 * how many were left out since. Not thread-safe.
 */
public final class RareLines {
    private final long interval;
    private boolean any;
    private long last;
    private long omitted;

    /** At most one line per {@code interval}. */
    public RareLines(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** The line to print for {@code line} at {@code now} (ns of any clock), or none. */
    public Optional<String> line(String line, long now) {
        if (any && now - last < interval) {
            omitted++;
            return Optional.empty();
        }
        String text = omitted == 0 ? line : line + " (and " + omitted + " more lines left out)";
        any = true;
        last = now;
        omitted = 0;
        return Optional.of(text);
    }
}
