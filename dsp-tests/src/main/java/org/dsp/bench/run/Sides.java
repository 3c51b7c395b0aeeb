package org.dsp.bench.run;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dsp.bench.load.DspServer;
import org.dsp.bench.load.LoadClient;
import org.dsp.bench.stream.Relay;
import org.dsp.bench.stream.StreamServer;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.PortBases;
import org.dsp.harness.ShortDir;

/** Starts the things that are compared. */
final class Sides {
    /** Names of the sides. */
    static final String DSP = "dsp";

    static final String RELAY = "relay";

    private static final int CLIENT_NODE = 1;
    private static final int SERVER_NODE = 2;
    private static final int SERVER_ENDPOINT = 10;
    private static final int FIRST_CLIENT = 50;

    private final Processes processes;
    private final Pinning pinning;
    private final int clients;
    private final Path logs;

    /**
     * @param processes ends what is started here
     * @param clients connections of each load client
     * @param logs where the output of all is kept
     */
    Sides(Processes processes, Pinning pinning, int clients, Path logs) {
        this.processes = processes;
        this.pinning = pinning;
        this.clients = clients;
        this.logs = logs;
    }

    /** Client –Unix→ dspd –TCP→ dspd –Unix→ server. */
    Side dsp() {
        Cluster cluster =
                Cluster.of("bench", CLIENT_NODE, SERVER_NODE)
                        .prefix(CLIENT_NODE, pinning.clientPrefix())
                        .prefix(SERVER_NODE, pinning.serverPrefix())
                        .logs(logs)
                        .prepare();
        processes.onClose(cluster::close);
        cluster.start().awaitLinked();
        java(
                "dsp-server",
                pinning.serverPrefix(),
                DspServer.class,
                "--socket",
                cluster.node(SERVER_NODE).socket(),
                "--endpoint",
                SERVER_ENDPOINT);
        ChildProcess client =
                java(
                        "dsp-client",
                        pinning.clientPrefix(),
                        LoadClient.class,
                        "--socket",
                        cluster.node(CLIENT_NODE).socket(),
                        "--server",
                        SERVER_ENDPOINT,
                        "--node",
                        SERVER_NODE,
                        "--first",
                        FIRST_CLIENT,
                        "--clients",
                        clients);
        return new Side(
                DSP,
                client,
                List.of(cluster.node(CLIENT_NODE).process(), cluster.node(SERVER_NODE).process()));
    }

    /** Client –Unix→ relay –TCP→ relay –Unix→ server. */
    Side relay() {
        ShortDir directory = ShortDir.create("dsp");
        processes.onClose(directory::close);
        String back = "unix:" + directory.resolve("back.sock");
        String front = "unix:" + directory.resolve("front.sock");
        int port = PortBases.free(List.of(SERVER_NODE)).receiverPort(SERVER_NODE);
        String middle = "tcp:" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
        java("relay-server", pinning.serverPrefix(), StreamServer.class, "--listen", back);
        ChildProcess second =
                java(
                        "relay-second",
                        pinning.serverPrefix(),
                        Relay.class,
                        "--listen",
                        middle,
                        "--connect",
                        back);
        ChildProcess first =
                java(
                        "relay-first",
                        pinning.clientPrefix(),
                        Relay.class,
                        "--listen",
                        front,
                        "--connect",
                        middle);
        ChildProcess client =
                java(
                        "relay-client",
                        pinning.clientPrefix(),
                        LoadClient.class,
                        "--stream",
                        front,
                        "--clients",
                        clients);
        return new Side(RELAY, client, List.of(first, second));
    }

    private ChildProcess java(
            String name, List<String> prefix, Class<?> main, Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        ChildProcess child = JavaChild.start(name, prefix, main, logs, words);
        processes.onClose(child::close);
        return child;
    }
}
