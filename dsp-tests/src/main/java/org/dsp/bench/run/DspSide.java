package org.dsp.bench.run;

import java.util.List;
import org.dsp.bench.load.DspServer;
import org.dsp.bench.load.LoadClient;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.DaemonProcess;

/** Client –Unix→ dspd –TCP→ dspd –Unix→ server. */
final class DspSide {
    /**
     * Room for clients, and for as many server endpoints that send: only those may {@code send}.
     */
    static final String CONTAINER =
            "container DC0 { dcid 0; nodes 1-3; nr_tasks 34; nr_procs 500; nr_sysprocs 200; };";

    /** A machine that has no time for a daemon, or a frozen daemon, must not end a link. */
    static final List<String> PATIENT = List.of("hello_period_ms: 20000", "link_grace_ms: 60000");

    /** The endpoint of the first server; others follow. */
    static final int SERVER = 10;

    private static final int CLIENT_NODE = 1;
    private static final int SERVER_NODE = 2;
    private static final int FIRST_SENDER = 30;
    private static final int FIRST_CLIENT = 200;

    private DspSide() {}

    /** Starts it. */
    static Side start(Starter starter, int servers) {
        Pinning pinning = starter.pinning();
        Cluster.Builder builder =
                Cluster.of("bench", CLIENT_NODE, SERVER_NODE)
                        .block(CONTAINER.replace("1-3", "1-2"))
                        .prefix(CLIENT_NODE, pinning.clientPrefix())
                        .prefix(SERVER_NODE, pinning.serverPrefix())
                        .logs(starter.logs());
        PATIENT.forEach(builder::settingOfAll);
        Cluster cluster = builder.prepare();
        starter.onClose(cluster::close);
        cluster.start().awaitLinked();
        for (int i = 0; i < servers; i++) {
            server(starter, cluster, SERVER_NODE, SERVER + i);
        }
        ChildProcess client = client(starter, cluster, "dsp-client", SERVER_NODE, servers);
        List<ChildProcess> between =
                List.of(CLIENT_NODE, SERVER_NODE).stream()
                        .map(cluster::node)
                        .map(DaemonProcess::process)
                        .toList();
        List<Integer> middle =
                List.of(CLIENT_NODE, SERVER_NODE).stream()
                        .map(cluster.ports()::receiverPort)
                        .toList();
        return new Side(Sides.DSP, client, between, middle);
    }

    /** A server program on a node. */
    static ChildProcess server(Starter starter, Cluster cluster, int node, int endpoint) {
        return starter.onServerSide(
                "dsp-server" + node + "-" + endpoint,
                DspServer.class,
                "--socket",
                cluster.node(node).socket(),
                "--endpoint",
                endpoint);
    }

    /** A load client on the client's node, for the servers on another. */
    static ChildProcess client(
            Starter starter, Cluster cluster, String name, int node, int servers) {
        return starter.onClientSide(
                name,
                LoadClient.class,
                "--socket",
                cluster.node(CLIENT_NODE).socket(),
                "--node",
                node,
                "--server",
                SERVER,
                "--servers",
                servers,
                "--first",
                FIRST_CLIENT,
                "--sender",
                FIRST_SENDER);
    }
}
