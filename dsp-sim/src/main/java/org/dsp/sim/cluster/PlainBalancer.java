package org.dsp.sim.cluster;

import java.time.Duration;
import java.util.OptionalInt;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.VmControl;

/**
 * A line of the simulator's cluster files: {@code lb LOW HIGH PERIOD HELLO}.
 *
 * @param low water mark, percent
 * @param high water mark, percent
 * @param period between samples, s
 * @param hello longest time between reports, s
 */
public record PlainBalancer(int low, int high, int period, int hello) {
    /** The line. */
    public String line() {
        return "lb %d %d %d %d".formatted(low, high, period, hello);
    }

    static LoadBalancer read(String[] words) {
        return new LoadBalancer(
                "lb",
                OptionalInt.empty(),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Duration.ofSeconds(Integer.parseInt(words[3])),
                LoadBalancer.DEFAULT_START,
                LoadBalancer.DEFAULT_STOP,
                Duration.ofSeconds(Integer.parseInt(words[4])),
                1,
                1,
                VmControl.NONE);
    }
}
