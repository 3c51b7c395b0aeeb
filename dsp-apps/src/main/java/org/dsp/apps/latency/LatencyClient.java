package org.dsp.apps.latency;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dsp.apps.cli.AttachOptions;
import org.dsp.apps.cli.BuildVersion;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.apps.cli.PeerOptions;
import org.dsp.apps.cli.Program;
import org.dsp.apps.cli.Stop;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.NodeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code latency_client}: asks a latency_server and says how long it took. */
@Command(
        name = "latency_client",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        description = {
            "Sends requests to a latency_server, each when the one before is answered,",
            "and prints how long they took. Times are in seconds; the throughput counts",
            "requests and answers. SIGTERM or SIGINT (exit status 143 or 130) ends it as",
            "the last loop would: it prints what it has measured."
        })
public final class LatencyClient implements Callable<Integer> {
    /** Node ids are 0…499. */
    private static final int NODES = 500;

    private static final long MILLIS = 1000;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<dcid>", description = "The container.")
    private int dcid;

    @Parameters(
            index = "1",
            paramLabel = "<clt_ep>",
            description = "The endpoint to be; a client's (by default 30..220).")
    private int clientEndpoint;

    @Parameters(index = "2", paramLabel = "<svr_ep>", description = "The server's endpoint.")
    private int serverEndpoint;

    @Parameters(index = "3", paramLabel = "<loops>", description = "How many requests, 1 or more.")
    private int loops;

    @Parameters(
            index = "4",
            arity = "0..1",
            paramLabel = "secs",
            description = "Pause between two requests, in seconds; together with cpu_secs.")
    private Optional<Integer> pause = Optional.empty();

    @Parameters(
            index = "5",
            arity = "0..1",
            paramLabel = "cpu_secs",
            description = "Processor time that the server burns for each, in seconds.")
    private Optional<Integer> cpuSeconds = Optional.empty();

    @Option(
            names = "--pause",
            paramLabel = "MS",
            description = "Pause between two requests, in milliseconds; instead of secs.")
    private Optional<Integer> pauseMillis = Optional.empty();

    @Option(
            names = "--keep-going",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Say it and go on when a call fails, up to N times "
                            + "(default: ${DEFAULT-VALUE}).")
    private int mostErrors;

    @Option(names = "--quiet", description = "No line per loop, only those at the end.")
    private boolean quiet;

    @Option(
            names = "--timeout",
            paramLabel = "SECS",
            defaultValue = "30",
            description =
                    "How long to wait for an answer; negative: for ever "
                            + "(default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = "--stats",
            description =
                    "Print the daemon's counters, pxsent and pxrcvd, of each "
                            + "node whose counters this run changed.")
    private boolean stats;

    @Mixin private PeerOptions peer;
    @Mixin private AttachOptions attach;

    private LatencyClient() {}

    /** Runs the program. */
    public static void main(String[] args) {
        Program.main(new LatencyClient(), args);
    }

    @Override
    public Integer call() {
        check(loops >= 1, "<loops> is " + loops + "; allowed: 1 or more");
        check(pause.isPresent() == cpuSeconds.isPresent(), "secs and cpu_secs go together");
        check(pause.orElse(0) >= 0, "secs is " + pause.orElse(0) + "; allowed: 0 or more");
        check(
                cpuSeconds.orElse(0) >= 0,
                "cpu_secs is " + cpuSeconds.orElse(0) + "; allowed: 0 or more");
        check(pauseMillis.orElse(0) >= 0, "--pause is negative; allowed: 0 or more");
        check(pause.isEmpty() || pauseMillis.isEmpty(), "--pause and secs exclude each other");
        check(mostErrors >= 0, "--keep-going is " + mostErrors + "; allowed: 0 or more");
        Thread main = Thread.currentThread();
        try (Stop stop = Stop.onSignal(main::interrupt)) {
            try (Dvk dvk = attach.attach();
                    Endpoint me = AttachOptions.bind(dvk, dcid, clientEndpoint, "latency_client")) {
                peer.know(me, serverEndpoint);
                measure(dvk, me, stop);
            }
        }
        return ExitStatus.OK;
    }

    private void measure(Dvk dvk, Endpoint me, Stop stop) {
        PrintWriter out = spec.commandLine().getOut();
        Duration limit = Duration.ofSeconds(timeout);
        LatencyRun run =
                new LatencyRun(
                        message -> me.sendrec(serverEndpoint, message, message, limit),
                        System::nanoTime,
                        cpuSeconds.orElse(0));
        Optional<Counters> before = counters(dvk);
        try {
            while (run.loops() < loops && !stop.requested()) {
                if (run.loops() + run.errors() > 0) {
                    pause();
                }
                loop(run);
            }
        } catch (DvkException | Failure e) {
            if (!stop.requested()) {
                throw e;
            }
        } finally {
            // A signal's interrupt has done its work; the last words shall not meet it.
            if (stop.requested()) {
                Thread.interrupted();
            }
            // After an error as well: the loops before it were measured.
            LatencyReport.summary(run).forEach(out::println);
        }
        before.map(b -> changes(dvk, b)).orElse(List.of()).forEach(out::println);
    }

    private void loop(LatencyRun run) {
        try {
            long nanos = run.loop();
            if (!quiet) {
                spec.commandLine().getOut().println(LatencyReport.loop(run.loops() - 1, nanos));
            }
        } catch (DvkException e) {
            if (run.errors() > mostErrors || e.code() == ErrorCode.EDVSINTR) {
                throw e;
            }
            PrintWriter err = spec.commandLine().getErr();
            err.println("latency_client: loop " + run.loops() + ": " + e.getMessage());
        }
    }

    private Optional<Counters> counters(Dvk dvk) {
        return stats ? Optional.of(read(dvk)) : Optional.empty();
    }

    private List<String> changes(Dvk dvk, Counters before) {
        return read(dvk).since(before);
    }

    private Counters read(Dvk dvk) {
        IntStream nodes =
                peer.node().isPresent()
                        ? IntStream.of(peer.node().getAsInt())
                        : IntStream.range(0, NODES);
        return Counters.of(nodes, node -> info(dvk, node));
    }

    private static Optional<NodeInfo> info(Dvk dvk, int node) {
        try {
            return Optional.of(dvk.nodeInfo(node));
        } catch (DvkException e) {
            if (e.code() == ErrorCode.EDVSBADNODEID) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(
                    pauseMillis.map(Long::valueOf).orElse(pause.orElse(0) * MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitStatus.INTERNAL, "interrupted in a pause", e);
        }
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
