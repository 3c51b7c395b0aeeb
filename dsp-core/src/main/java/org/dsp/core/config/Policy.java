package org.dsp.core.config;

/** How a server node is chosen for a new session. */
public enum Policy {
    /** The lowest id that has room: packs, so that the last nodes empty themselves. */
    FIRST_FIT,
    /** The least loaded, by weight. */
    LEAST_LOADED,
    /** One after the other, by weight. */
    ROUND_ROBIN,
    /** At random, by weight. */
    RANDOM,
    /** The less loaded of two at random. */
    TWO_CHOICES
}
