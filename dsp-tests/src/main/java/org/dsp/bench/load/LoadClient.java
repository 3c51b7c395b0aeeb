package org.dsp.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dsp.bench.stream.AddressConverter;
import org.dsp.bench.stream.StreamAddress;
import org.dsp.ipc.Dvk;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The clients of one side, in one JVM. Reads lines until its input ends, and answers each with one:
 *
 * <pre>
 * rtt CLIENTS MILLIS         round trips by that many clients for that long
 * put BYTES MILLIS           copies of that size to the server, one after the other, for that long
 * get BYTES MILLIS           the same from the server
 * </pre>
 */
@Command(name = "LoadClient", description = "Makes load as told on its standard input.")
public final class LoadClient implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(names = "--clients", required = true, description = "Connections to open.")
    private int clients;

    /** Where the load goes. */
    static final class Target {
        @Option(names = "--stream", converter = AddressConverter.class)
        private Optional<StreamAddress> stream;

        @ArgGroup(exclusive = false)
        private Dsp dsp;
    }

    /** A server behind daemons. */
    static final class Dsp {
        @Option(names = "--socket", required = true, description = "Where the daemon listens.")
        private Path socket;

        @Option(names = "--server", required = true, description = "The server's endpoint.")
        private int server;

        @Option(names = "--node", required = true, description = "The server's node.")
        private int node;

        @Option(names = "--first", required = true, description = "The first client's endpoint.")
        private int first;
    }

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadClient()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ClosedLoop loop = new ClosedLoop(connections())) {
            System.out.println("ready " + clients);
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(run(loop, line).toLine());
            }
        }
        return 0;
    }

    private static Measured run(ClosedLoop loop, String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("not a command: " + line);
        }
        int amount = Integer.parseInt(words[1]);
        Duration length = Duration.ofMillis(Long.parseLong(words[2]));
        return switch (words[0]) {
            case "rtt" -> loop.roundTrips(amount, length);
            case "put" -> loop.copies(true, amount, length);
            case "get" -> loop.copies(false, amount, length);
            default -> throw new IllegalArgumentException("not a command: " + line);
        };
    }

    private List<Connection> connections() throws IOException {
        List<Connection> connections = new ArrayList<>();
        if (target.dsp == null) {
            for (int i = 0; i < clients; i++) {
                connections.add(new StreamConnection(target.stream.orElseThrow()));
            }
        } else {
            Dsp dsp = target.dsp;
            Dvk dvk = Dvk.attach(dsp.socket);
            for (int i = 0; i < clients; i++) {
                connections.add(new DspConnection(dvk, dsp.first + i, dsp.server, dsp.node));
            }
        }
        return connections;
    }
}
