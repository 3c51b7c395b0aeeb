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
import org.dsp.core.config.Server;

/**
 * The simulator's cluster files: lines {@code server N}, {@code client N} and {@code variant N},
 * which makes two files with the same nodes differ.
 */
public final class PlainReader implements ConfigReader {
    /** A file with these servers and clients. */
    public static ConfigText text(List<Integer> servers, List<Integer> clients, int variant) {
        StringBuilder text = new StringBuilder();
        servers.forEach(id -> text.append("server ").append(id).append('\n'));
        clients.forEach(id -> text.append("client ").append(id).append('\n'));
        return new ConfigText("cluster.cfg", text.append("variant ").append(variant) + "\n");
    }

    /** A file that nobody accepts. */
    public static ConfigText wrong(int variant) {
        return new ConfigText("wrong.cfg", "server 1\nserver 1\nvariant " + variant + "\n");
    }

    @Override
    public ConfigReading read(ConfigText text) {
        List<Server> servers = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        for (String line : text.text().lines().toList()) {
            int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
            if (line.startsWith("server ")) {
                servers.add(
                        new Server(
                                number,
                                "node" + number,
                                "m" + number,
                                LinkOptions.DEFAULT,
                                Optional.empty(),
                                Server.DEFAULT_WEIGHT));
            } else if (line.startsWith("client ")) {
                clients.add(new Client(number, "node" + number, "m" + number, LinkOptions.DEFAULT));
            }
        }
        try {
            return ConfigReading.of(
                    new ClusterConfig(
                            Optional.empty(),
                            servers,
                            clients,
                            List.of(),
                            List.of(Container.DEFAULT)));
        } catch (IllegalArgumentException e) {
            return ConfigReading.wrong(List.of(text.name() + ":1: " + e.getMessage()));
        }
    }
}
