package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.ConfigReader;
import org.dsp.core.agent.ConfigReading;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.config.Client;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Container;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;

/**
 * The simulator's cluster files: lines {@code server N}, {@code client N}, those of {@link
 * PlainService} and {@link PlainBalancer}, and {@code variant N}, which makes two files with the
 * same nodes differ.
 */
public final class PlainReader implements ConfigReader {
    private final Container container;

    public PlainReader() {
        this(Container.DEFAULT);
    }

    /**
     * @param container of every file
     */
    public PlainReader(Container container) {
        this.container = container;
    }

    /** A file with these servers and clients. */
    public static ConfigText text(List<Integer> servers, List<Integer> clients, int variant) {
        return text(servers, clients, List.of(), variant);
    }

    /** The same with more lines. */
    public static ConfigText text(
            List<Integer> servers, List<Integer> clients, List<String> more, int variant) {
        StringBuilder text = new StringBuilder();
        servers.forEach(id -> text.append("server ").append(id).append('\n'));
        clients.forEach(id -> text.append("client ").append(id).append('\n'));
        more.forEach(line -> text.append(line).append('\n'));
        return new ConfigText("cluster.cfg", text.append("variant ").append(variant) + "\n");
    }

    /** A file that nobody accepts. */
    public static ConfigText wrong(int variant) {
        return new ConfigText("wrong.cfg", "server 1\nserver 1\nvariant " + variant + "\n");
    }

    @Override
    public ConfigReading read(ConfigText text) {
        Optional<LoadBalancer> lb = Optional.empty();
        List<Server> servers = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        for (String line : text.text().lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "server" -> servers.add(server(Integer.parseInt(words[1])));
                case "client" -> clients.add(client(Integer.parseInt(words[1])));
                case "service" -> services.add(PlainService.read(words));
                case "lb" -> lb = Optional.of(PlainBalancer.read(words));
                default -> {
                    // The variant says nothing.
                }
            }
        }
        try {
            return ConfigReading.of(
                    new ClusterConfig(lb, servers, clients, services, List.of(container)));
        } catch (IllegalArgumentException e) {
            return ConfigReading.wrong(List.of(text.name() + ":1: " + e.getMessage()));
        }
    }

    private static Server server(int id) {
        return new Server(
                id,
                "node" + id,
                "m" + id,
                LinkOptions.DEFAULT,
                Optional.empty(),
                Server.DEFAULT_WEIGHT);
    }

    private static Client client(int id) {
        return new Client(id, "node" + id, "m" + id, LinkOptions.DEFAULT);
    }
}
