package org.dsp.sim.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.sim.cluster.PlainBalancer;
import org.dsp.sim.cluster.PlainService;
import org.dsp.sim.net.Dice;

/** Services of the cluster files of one run: some change from one to the next. */
final class Files {
    /** What clients address. */
    static final List<Integer> SERVICES = List.of(20, 5, 27);

    private static final List<String> NAMES = List.of("inside", "outside", "single");

    /** Programs: from the endpoint that is addressed on, elsewhere, and one only. */
    private static final List<List<Integer>> RANGES =
            List.of(List.of(20, 23), List.of(10, 12), List.of(27, 27));

    private final Dice dice;
    private final List<PlainService> services = new ArrayList<>();

    Files(Dice dice) {
        this.dice = dice;
        for (int i = 0; i < SERVICES.size(); i++) {
            services.add(any(i));
        }
    }

    private PlainService any(int which) {
        List<Integer> range = RANGES.get(which);
        Policy[] policies = Policy.values();
        boolean narrow = dice.chance(20);
        return new PlainService(
                NAMES.get(which),
                new Endpoints(
                        SERVICES.get(which), range.get(0), narrow ? range.get(0) : range.get(1)),
                policies[dice.below(policies.length)],
                new ServiceTimes(
                        Duration.ofSeconds(1L + dice.below(2)),
                        Duration.ofSeconds(dice.chance(70) ? 0 : 1 + dice.below(5)),
                        Duration.ofSeconds(dice.below(3))));
    }

    /** The next file's. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            if (dice.chance(20)) {
                services.set(i, any(i));
            }
            if (!dice.chance(5)) {
                lines.add(services.get(i).line());
            }
        }
        lines.add(new PlainBalancer(30, 70, 1, 1).line());
        return lines;
    }
}
