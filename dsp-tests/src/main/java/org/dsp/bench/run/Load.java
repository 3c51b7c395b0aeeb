package org.dsp.bench.run;

import java.time.Duration;
import java.util.Map;
import org.dsp.bench.load.Measured;

/**
 * Requests in a closed loop.
 *
 * @param command of the load client, without the length
 */
record Load(String command, LoadFigures figures) {
    /** This load on a side. */
    Contender by(Sides sides, String side) {
        return new Contender(side, length -> round(sides.of(side), length));
    }

    private Map<Figure, Double> round(Side side, Duration length) {
        double before = side.cpuSeconds();
        Measured measured = side.run(command, length);
        return figures.of(measured, side.cpuSeconds() - before);
    }
}
