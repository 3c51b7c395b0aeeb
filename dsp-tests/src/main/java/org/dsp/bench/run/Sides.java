package org.dsp.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dsp.bench.load.LoadClient;
import org.dsp.bench.rival.HaProxy;
import org.dsp.bench.rival.Nginx;
import org.dsp.bench.rival.Ports;
import org.dsp.bench.rival.Rival;
import org.dsp.bench.stream.Relay;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.PortBases;
import org.dsp.harness.ShortDir;

/** The things that are compared, each started when it is first asked for. */
final class Sides {
    /** Names of the sides. */
    static final String DSP = "dsp";

    static final String RELAY = "relay";

    /** No proxy at all: what the load client, the server and the kernel take. */
    static final String DIRECT_UNIX = "unix";

    static final String DIRECT_TCP = "tcp";

    /** Those that are programs of others. */
    static final Map<String, Rival> RIVALS =
            Map.of(HaProxy.NAME, new HaProxy(), Nginx.NAME, new Nginx());

    private static final List<Integer> MORE_PORTS = IntStream.range(0, 12).boxed().toList();

    private final Starter starter;
    private final int servers;
    private final Map<String, Side> started = new HashMap<>();
    private Optional<ShortDir> directory = Optional.empty();
    private Optional<StreamServers> streams = Optional.empty();

    /**
     * @param servers programs behind each side; the rows with one server use the first
     */
    Sides(Starter starter, int servers) {
        this.starter = starter;
        this.servers = servers;
    }

    /** The side of this name. */
    Side of(String name) {
        // Not computeIfAbsent: starting one asks for others.
        Side side = started.get(name);
        if (side == null) {
            side = start(name);
            started.put(name, side);
        }
        return side;
    }

    private Side start(String name) {
        return switch (name) {
            case DSP -> DspSide.start(starter, servers);
            case RELAY -> relay();
            case DIRECT_UNIX -> direct(name, "unix:" + streams().firstSocket());
            case DIRECT_TCP -> direct(name, Starter.tcp(streams().ports().get(0)));
            default -> rival(RIVALS.get(name));
        };
    }

    /** Client –Unix→ relay –TCP→ relay –Unix→ server. */
    private Side relay() {
        String front = "unix:" + directory().resolve("front.sock");
        int port = freePorts(1).get(0);
        ChildProcess second =
                starter.onServerSide(
                        "relay-second",
                        Relay.class,
                        "--listen",
                        Starter.tcp(port),
                        "--connect",
                        "unix:" + streams().firstSocket());
        ChildProcess first =
                starter.onClientSide(
                        "relay-first",
                        Relay.class,
                        "--listen",
                        front,
                        "--connect",
                        Starter.tcp(port));
        ChildProcess client =
                starter.onClientSide("relay-client", LoadClient.class, "--stream", front);
        return new Side(RELAY, client, List.of(first, second), List.of(port));
    }

    /** Client –TCP→ proxy –TCP→ proxy –TCP→ server. */
    private Side rival(Rival rival) {
        List<Integer> servers = streams().ports();
        List<Integer> ports = freePorts(4);
        Ports back = new Ports(ports.get(0), servers.get(0), ports.get(1), servers);
        Ports front = new Ports(ports.get(2), back.one(), ports.get(3), List.of(back.all()));
        Pinning pinning = starter.pinning();
        List<ChildProcess> between = new ArrayList<>();
        between.add(proxy(rival, rival.name() + "-second", pinning.serverPrefix(), back));
        between.add(proxy(rival, rival.name() + "-first", pinning.clientPrefix(), front));
        ChildProcess client =
                starter.onClientSide(
                        rival.name() + "-client",
                        LoadClient.class,
                        "--stream",
                        Starter.tcp(front.one()),
                        "--stream-all",
                        Starter.tcp(front.all()));
        return new Side(rival.name(), client, between, List.of(back.one(), back.all()));
    }

    private ChildProcess proxy(Rival rival, String name, List<String> prefix, Ports ports) {
        Path place = directory().resolve(name);
        Path file = place.resolve("configuration");
        try {
            Files.createDirectories(place);
            Files.writeString(file, rival.configuration(ports), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return starter.listening(name, prefix, rival.command(file, place), place, ports.one());
    }

    private Side direct(String name, String address) {
        ChildProcess client =
                starter.onClientSide(name + "-client", LoadClient.class, "--stream", address);
        return new Side(name, client, List.of(), List.of());
    }

    private StreamServers streams() {
        if (streams.isEmpty()) {
            streams = Optional.of(new StreamServers(starter, directory(), freePorts(servers)));
        }
        return streams.orElseThrow();
    }

    private ShortDir directory() {
        if (directory.isEmpty()) {
            ShortDir made = ShortDir.create("dsp");
            starter.onClose(made::close);
            directory = Optional.of(made);
        }
        return directory.orElseThrow();
    }

    private static List<Integer> freePorts(int count) {
        int first = PortBases.free(MORE_PORTS).receiver();
        return IntStream.range(first, first + count).boxed().toList();
    }
}
