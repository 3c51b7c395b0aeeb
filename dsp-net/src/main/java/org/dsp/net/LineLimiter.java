package org.dsp.net;

/**
 * Keeps those who can be made to log at will, from outside, from filling the disk: so many lines in
 * a period, the rest is counted and told with the next line. Loop's thread only.
 */
public final class LineLimiter {
    private final int lines;
    private final long periodNanos;
    private long periodStart;
    private int used;
    private long suppressed;

    /**
     * @param lines allowed in one period
     * @param periodNanos length of a period
     * @param now in ns
     */
    public LineLimiter(int lines, long periodNanos, long now) {
        this.lines = lines;
        this.periodNanos = periodNanos;
        this.periodStart = now;
    }

    /** Whether a line may be logged now; counts it either way. */
    public boolean allows(long now) {
        if (now - periodStart >= periodNanos) {
            periodStart = now;
            used = 0;
        }
        if (used == lines) {
            suppressed++;
            return false;
        }
        used++;
        return true;
    }

    /** What to put behind an allowed line: how many were not; empty when none. */
    public String more() {
        if (suppressed == 0) {
            return "";
        }
        String text = " (" + suppressed + " more such lines left out)";
        suppressed = 0;
        return text;
    }
}
