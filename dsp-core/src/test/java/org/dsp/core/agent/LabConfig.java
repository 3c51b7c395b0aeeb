package org.dsp.core.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;

/**
 * Cluster files for tests, a word each: {@code s1} a server, {@code l1} a legacy server, {@code v9}
 * the virtual node, {@code e20} a service; anything after {@code #} only makes it another text.
 */
final class LabConfig {
    private LabConfig() {}

    static String servers(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> "s" + id).collect(Collectors.joining(" "));
    }

    static ConfigReading read(ConfigText file) {
        List<Server> servers = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        OptionalInt virtual = OptionalInt.empty();
        try {
            for (String word : file.text().split("#", 2)[0].trim().split(" +", -1)) {
                int number = Integer.parseInt(word.substring(1));
                switch (word.charAt(0)) {
                    case 's' -> servers.add(server(number, LinkOptions.DEFAULT));
                    case 'l' ->
                            servers.add(server(number, new LinkOptions(false, false, true, true)));
                    case 'e' -> services.add(Service.external("service" + number, number));
                    case 'v' -> virtual = OptionalInt.of(number);
                    default -> throw new IllegalArgumentException("word " + word);
                }
            }
            ClusterConfig config =
                    new ClusterConfig(
                            virtual.isPresent()
                                    ? Optional.of(balancer(virtual, servers.size()))
                                    : Optional.empty(),
                            servers,
                            List.of(),
                            services,
                            List.of(Container.DEFAULT));
            return new ConfigReading(
                    Optional.of(config),
                    List.of(),
                    List.of(),
                    Map.of("lb \"lb\"", file.name() + ":3", "server \"s7\"", file.name() + ":8"));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return ConfigReading.wrong(List.of(file.name() + ":1: " + e.getMessage()));
        }
    }

    private static Server server(int id, LinkOptions link) {
        return new Server(id, "s" + id, "10.0.0." + id, link, Optional.empty(), 1);
    }

    private static LoadBalancer balancer(OptionalInt virtual, int servers) {
        LoadBalancer lb = LoadBalancer.defaults(servers);
        return new LoadBalancer(
                lb.name(),
                virtual,
                lb.lowWater(),
                lb.highWater(),
                lb.period(),
                lb.start(),
                lb.stop(),
                lb.helloTime(),
                lb.minServers(),
                lb.maxServers(),
                lb.vm());
    }
}
