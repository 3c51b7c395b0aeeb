package org.dsp.bench.run;

/**
 * One number that a round gives.
 *
 * @param key what the names of its results begin with, such as {@code rtt1.p50}
 * @param unit what they end with
 * @param what for people, with its unit
 */
record Figure(String key, String unit, String what) {
    /** The name of the result of the side that the others are compared with. */
    String name() {
        return key + "." + unit;
    }

    /** The name of the result of another side. */
    String name(String side) {
        return side + "." + name();
    }

    /** The name of the first side's result divided by that of {@code side}, round by round. */
    String ratioTo(String side) {
        return key + ".vs_" + side;
    }
}
