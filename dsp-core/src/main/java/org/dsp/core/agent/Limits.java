package org.dsp.core.agent;

import java.nio.charset.StandardCharsets;

/** How much a message may carry. Sizes in bytes of UTF-8. */
public final class Limits {
    /** Longest encoded message. */
    public static final int MESSAGE = 1 << 20;

    /** Longest text of a cluster file. */
    public static final int CONFIG = 512 << 10;

    /** Longest name of a node or a host. */
    public static final int HOST = 255;

    /** Longest name of a file. */
    public static final int NAME = 1024;

    /** Longest line that says what is wrong. */
    public static final int LINE = 4096;

    /** Most lines of one answer. */
    public static final int LINES = 100;

    /** Most sessions of one chunk of a snapshot. */
    public static final int CHUNK = 4096;

    /** Most former configurations that a configuration names. */
    public static final int ANCESTORS = 16;

    private Limits() {}

    static void text(String what, String text, int max) {
        // Three bytes of UTF-8 at most for each char: most texts need no counting.
        if (text.length() > max / 3 && text.getBytes(StandardCharsets.UTF_8).length > max) {
            throw new IllegalArgumentException(
                    what + " of " + text.length() + " characters; allowed " + max + " bytes");
        }
    }
}
