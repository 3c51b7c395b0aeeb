package org.dsp.apps.ftp;

/** Positions in a file of any size, of which a message carries the low 32 bits. */
final class Positions {
    private Positions() {}

    /** What a message carries for {@code position}. */
    static int low(long position) {
        return (int) position;
    }

    /**
     * The position whose low 32 bits are {@code low} and which is nearest to {@code expected};
     * negative if that lies before the file.
     */
    static long nearest(long expected, int low) {
        return expected + (low - (int) expected);
    }
}
