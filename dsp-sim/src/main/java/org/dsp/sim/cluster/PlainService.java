package org.dsp.sim.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;

/**
 * A line of the simulator's cluster files: {@code service NAME EXT MIN MAX POLICY START SESSION
 * QUEUE}, a service whose programs are started on demand.
 *
 * @param name of the service
 * @param endpoints of clients and of programs
 * @param policy how a node is chosen
 * @param times in whole seconds
 */
public record PlainService(String name, Endpoints endpoints, Policy policy, ServiceTimes times) {
    /** The line. */
    public String line() {
        return "service %s %d %d %d %s %d %d %d"
                .formatted(
                        name,
                        endpoints.external(),
                        endpoints.min(),
                        endpoints.max(),
                        policy,
                        times.start().toSeconds(),
                        times.session().toSeconds(),
                        times.queue().toSeconds());
    }

    static Service read(String[] words) {
        int[] numbers = new int[words.length];
        for (int i = 2; i < words.length; i++) {
            numbers[i] = i == 5 ? 0 : Integer.parseInt(words[i]);
        }
        return new Service(
                words[1],
                OptionalInt.of(0),
                new Endpoints(numbers[2], numbers[3], numbers[4]),
                Bind.LOCAL,
                Optional.of("/bin/" + words[1]),
                Policy.valueOf(words[5]),
                new ServiceTimes(
                        Duration.ofSeconds(numbers[6]),
                        Duration.ofSeconds(numbers[7]),
                        Duration.ofSeconds(numbers[8])),
                Service.DEFAULT_MAX_SESSIONS,
                Access.ALL);
    }
}
