package org.dsp.apps.latency;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dsp.apps.cli.AttachOptions;
import org.dsp.apps.cli.BuildVersion;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Program;
import org.dsp.apps.cli.RareLines;
import org.dsp.apps.cli.ReceiveErrors;
import org.dsp.apps.cli.Stop;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code latency_server}: answers every request, of many clients, one at a time. */
@Command(
        name = "latency_server",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        description = {
            "Answers the requests of latency_client, of many clients at once,",
            "until SIGTERM or SIGINT (exit status 143 or 130)."
        })
public final class LatencyServer implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<dcid>", description = "The container.")
    private int dcid;

    @Parameters(
            index = "1",
            paramLabel = "<svr_ep>",
            description = "The endpoint to serve at; a server's (by default 0..29).")
    private int serverEndpoint;

    @Option(
            names = "--max-cpu-secs",
            paramLabel = "SECS",
            defaultValue = "60",
            description =
                    "Burn at most this much processor time for one request, "
                            + "whatever it asks for (default: ${DEFAULT-VALUE}).")
    private int mostCpuSeconds;

    @Option(names = "--exit-with-stdin", description = "End, with 0, when standard input ends.")
    private boolean exitWithStdin;

    @Mixin private AttachOptions attach;

    private final RareLines rare = RareLines.ofServer();
    private long served;

    private LatencyServer() {}

    /** Runs the program. */
    public static void main(String[] args) {
        Program.main(new LatencyServer(), args);
    }

    @Override
    public Integer call() {
        Thread loop = Thread.currentThread();
        try (Stop stop = Stop.onSignal(loop::interrupt)) {
            if (exitWithStdin) {
                stop.orEndOf(System.in);
            }
            try (Dvk dvk = attach.attach();
                    Endpoint me = AttachOptions.bind(dvk, dcid, serverEndpoint, "latency_server")) {
                say(
                        "ready: container "
                                + dcid
                                + ", endpoint "
                                + me.number()
                                + ", node "
                                + dvk.nodeId());
                serve(me, stop);
            } finally {
                say("served " + served + " requests");
            }
        }
        return ExitStatus.OK;
    }

    private void serve(Endpoint me, Stop stop) {
        Message message = new Message();
        while (!stop.requested()) {
            if (receive(me, message) && !message.isNotify()) {
                answer(me, message, stop);
            }
        }
        // The interrupt has done its work; closing the endpoint shall not meet it.
        Thread.interrupted();
    }

    private boolean receive(Endpoint me, Message message) {
        try {
            me.receiveAny(message, Timeouts.CALL);
            return true;
        } catch (DvkException e) {
            switch (ReceiveErrors.verdict(e)) {
                case GO_ON -> {}
                case SAY_AND_GO_ON -> complain(e.getMessage());
                case END -> throw e;
            }
            return false;
        }
    }

    private void answer(Endpoint me, Message message, Stop stop) {
        int client = message.source();
        int node = message.sourceNode();
        Burner.burn(LatencyProtocol.cpuSeconds(message, mostCpuSeconds), stop::requested);
        LatencyProtocol.makeAnswer(message);
        try {
            me.send(client, message, Timeouts.CALL);
            served++;
        } catch (DvkException e) {
            complain(
                    "no answer for endpoint "
                            + client
                            + " of node "
                            + node
                            + ": "
                            + e.getMessage());
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private void complain(String line) {
        PrintWriter err = spec.commandLine().getErr();
        rare.line("latency_server: " + line, System.nanoTime()).ifPresent(err::println);
    }
}
