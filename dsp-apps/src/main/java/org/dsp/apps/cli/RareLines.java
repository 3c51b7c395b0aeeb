package org.dsp.apps.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a log readable when errors come by the thousand: at most one line per interval, the same
 * line again only after a longer one, with how many were left out since. Not thread-safe.
 */
public final class RareLines {
    private final long interval;
    private final long again;
    private String last = "";
    private long lastTime;
    private long omitted;

    /** At most one line per {@code interval}, the same one at most once per {@code again}. */
    public RareLines(Duration interval, Duration again) {
        this.interval = interval.toNanos();
        this.again = again.toNanos();
    }

    /** As the servers use it: one line a second, the same one once a minute. */
    public static RareLines ofServer() {
        return new RareLines(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** The line to print for {@code line}, not empty, at {@code now} (ns of any clock), or none. */
    public Optional<String> line(String line, long now) {
        if (!last.isEmpty() && now - lastTime < (line.equals(last) ? again : interval)) {
            omitted++;
            return Optional.empty();
        }
        String text = omitted == 0 ? line : line + " (and " + omitted + " more lines left out)";
        last = line;
        lastTime = now;
        omitted = 0;
        return Optional.of(text);
    }
}
