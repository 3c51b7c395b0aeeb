package org.dsp.bench.run;

import java.time.Duration;
import java.util.Map;
import org.dsp.bench.load.Measured;

/**
 * Requests at a fixed rate, the same for all: half of what the slowest of them answers when each
 * client asks again at once, as found while warming up.
 */
final class HalfRate {
    private static final LoadFigures FIGURES =
            LoadFigures.of("rate64", "rate64", "rate64.cpu", Rows.ROUND_TRIPS);

    /** Below this a round uses too little CPU time to be measured. */
    private static final int LEAST = 1000;

    private double slowest = Double.MAX_VALUE;

    /** What a round gives. */
    LoadFigures figures() {
        return FIGURES;
    }

    /** This load on a side. */
    Contender by(Sides sides, String side) {
        return new Contender(
                side,
                new Contender.Round() {
                    @Override
                    public Map<Figure, Double> run(Duration length) {
                        return round(sides.of(side), length);
                    }

                    @Override
                    public void warmUp(Duration length) {
                        calibrate(sides.of(side), length);
                    }
                });
    }

    private void calibrate(Side side, Duration length) {
        Duration half = length.dividedBy(2);
        side.run("rtt " + Rows.MANY, half);
        Measured measured = side.run("rtt " + Rows.MANY, half);
        slowest = Math.min(slowest, measured.get(Measured.COUNT) / measured.get(Measured.SECONDS));
    }

    private Map<Figure, Double> round(Side side, Duration length) {
        int perSecond = Math.max(LEAST, (int) (slowest / 2));
        double before = side.cpuSeconds();
        Measured measured = side.run("rate %d %d".formatted(Rows.MANY, perSecond), length);
        return FIGURES.of(measured, side.cpuSeconds() - before);
    }
}
