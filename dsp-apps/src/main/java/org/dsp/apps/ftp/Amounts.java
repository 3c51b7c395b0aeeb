package org.dsp.apps.ftp;

import java.util.Locale;

/** Numbers for people. */
final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final double STEP = 1024;
    private static final double NANOS = 1e9;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int LONGEST_HOURS = 99;

    private Amounts() {}

    /** For example {@code 12.3 MiB}. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** For example {@code 1:02:03} or {@code 02:03}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole >= (LONGEST_HOURS + 1L) * HOUR) {
            return "> " + LONGEST_HOURS + " h";
        }
        long minutes = whole % HOUR / MINUTE;
        return whole < HOUR
                ? String.format(Locale.ROOT, "%02d:%02d", minutes, whole % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / HOUR, minutes, whole % MINUTE);
    }

    /** The line at the end of a transfer. */
    static String summary(long bytes, long nanos) {
        double seconds = Math.max(1, nanos) / NANOS;
        return String.format(
                Locale.ROOT, "%d bytes in %.3f s [%s/s]", bytes, seconds, bytes(bytes / seconds));
    }
}
