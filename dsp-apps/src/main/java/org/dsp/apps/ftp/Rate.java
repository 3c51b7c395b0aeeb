package org.dsp.apps.ftp;

/** How fast something grows, with the last seconds counting most. */
final class Rate {
    private static final double NANOS = 1e9;

    /** After so many seconds at a new speed, the shown one has come two thirds of the way. */
    private static final double MEMORY = 3;

    private long lastAmount;
    private long lastTime;
    private double perSecond;
    private boolean known;

    /** Nothing yet, at {@code now} (ns). */
    Rate(long now) {
        lastTime = now;
    }

    /** It has grown to {@code amount} by {@code now}, ns. */
    void update(long amount, long now) {
        double seconds = (now - lastTime) / NANOS;
        if (seconds <= 0) {
            return;
        }
        double present = (amount - lastAmount) / seconds;
        double weight = known ? 1 - Math.exp(-seconds / MEMORY) : 1;
        perSecond += weight * (present - perSecond);
        known = true;
        lastAmount = amount;
        lastTime = now;
    }

    /** The rate, per second; 0 while unknown. */
    double perSecond() {
        return perSecond;
    }
}
