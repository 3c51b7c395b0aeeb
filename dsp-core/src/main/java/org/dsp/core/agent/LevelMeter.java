package org.dsp.core.agent;

import org.dsp.core.config.LoadBalancer;

/**
 * Makes a level of samples: each new one counts half, and a level is left only when the load is
 * well below what it was entered at.
 */
final class LevelMeter {
    /** Percent below a water mark before its level is left. */
    private static final double HYSTERESIS = 5;

    /** Below low water, between, at or above high water. */
    private enum Band {
        UNDER,
        BETWEEN,
        OVER
    }

    private int low = LoadBalancer.DEFAULT_LOW_WATER;
    private int high = LoadBalancer.DEFAULT_HIGH_WATER;
    private double smoothed = -1;
    private Band band = Band.UNDER;

    /** Other water marks; what was measured stays. */
    void marks(int lowWater, int highWater) {
        low = lowWater;
        high = highWater;
        if (smoothed >= 0) {
            band = entered();
        }
    }

    /** A sample, 0…100. */
    void sample(int percent) {
        boolean first = smoothed < 0;
        smoothed = first ? percent : (smoothed + percent) / 2;
        Band entered = entered();
        if (first || entered.compareTo(band) > 0) {
            band = entered;
        } else if (band == Band.OVER && smoothed < left(high, (low + high) / 2.0)) {
            band = smoothed < left(low, low / 2.0) ? Band.UNDER : Band.BETWEEN;
        } else if (band == Band.BETWEEN && smoothed < left(low, low / 2.0)) {
            band = Band.UNDER;
        }
    }

    private Band entered() {
        if (smoothed >= high) {
            return Band.OVER;
        }
        return smoothed >= low ? Band.BETWEEN : Band.UNDER;
    }

    /** Where a level is left: the hysteresis below its mark, but not beyond {@code least}. */
    private static double left(int mark, double least) {
        return Math.max(mark - HYSTERESIS, least);
    }

    /** 0…100; -1 = no sample yet. */
    int percent() {
        return (int) Math.round(smoothed);
    }

    /** The level, with so many sessions here. */
    Level level(int sessions) {
        if (smoothed < 0) {
            return Level.UNKNOWN;
        }
        return switch (band) {
            case UNDER -> sessions == 0 ? Level.FREE : Level.UNLOADED;
            case BETWEEN -> Level.LOADED;
            case OVER -> Level.SATURATED;
        };
    }
}
