package org.dsp.core.agent;

import org.dsp.core.config.IntRange;

/**
 * A node's load.
 *
 * @param level in a word
 * @param percent smoothed, 0…100; -1 = unknown
 * @param ageMs of the sample behind it when this was said; -1 = there is none
 */
public record Load(Level level, int percent, long ageMs) {
    private static final IntRange PERCENT = new IntRange(-1, 100);

    /** Not measured. */
    public static final Load UNKNOWN = new Load(Level.UNKNOWN, -1, -1);

    public Load {
        PERCENT.check("load", percent);
        if (ageMs < -1) {
            throw new IllegalArgumentException("age " + ageMs + "; allowed -1 or more");
        }
    }
}
