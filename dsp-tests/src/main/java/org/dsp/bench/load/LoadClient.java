package org.dsp.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
 * rtt CLIENTS MILLIS           round trips to the first server, by that many clients, for that long
 * spread CLIENTS MILLIS        the same to all servers, evenly
 * send CLIENTS MILLIS          one way, each waiting until the server has taken it
 * rate CLIENTS PER_S MILLIS    round trips begun at that rate by all of them together
 * put BYTES MILLIS             copies of that size to the server, one after the other, for that long
 * get BYTES MILLIS             the same from the server
 * jam CLIENTS                  begins to send one way, one message each; does not wait
 * jammed                       how many of those have not been taken yet
 * unjam                        waits until those have been taken
 * </pre>
 */
@Command(name = "LoadClient", description = "Makes load as told on its standard input.")
public final class LoadClient implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Choice choice;

    /** Where the load goes. */
    static final class Choice {
        @ArgGroup(exclusive = false)
        private Streams streams;

        @ArgGroup(exclusive = false)
        private Dsp dsp;
    }

    /** Servers behind a proxy of bytes. */
    static final class Streams {
        @Option(names = "--stream", required = true, converter = AddressConverter.class)
        private StreamAddress first;

        @Option(
                names = "--stream-all",
                converter = AddressConverter.class,
                description = "Leads to all servers in turn; as --stream when left out.")
        private Optional<StreamAddress> all = Optional.empty();
    }

    /** Servers behind daemons. */
    static final class Dsp {
        @Option(names = "--socket", required = true, description = "Where the daemon listens.")
        private Path socket;

        @Option(names = "--node", required = true, description = "The servers' node.")
        private int node;

        @Option(names = "--server", required = true, description = "The first server's endpoint.")
        private int server;

        @Option(names = "--servers", required = true, description = "How many from there on.")
        private int servers;

        @Option(names = "--first", required = true, description = "The first client's endpoint.")
        private int first;

        @Option(
                names = "--sender",
                required = true,
                description = "The server endpoint of the first that sends one way.")
        private int sender;
    }

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadClient()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Pools pools = new Pools(target());
                Crowd crowd = new Crowd()) {
            System.out.println("ready for commands");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(run(pools, crowd, line).toLine());
            }
        }
        return 0;
    }

    private static Measured run(Pools pools, Crowd crowd, String line) throws IOException {
        String[] words = line.split(" ", -1);
        Duration length = Duration.ofMillis(number(words, words.length - 1, line));
        int amount = words.length > 1 ? number(words, 1, line) : 0;
        ClosedLoop roundTrips = new ClosedLoop(Connection::roundTrip);
        return switch (words[0]) {
            case "rtt" -> crowd.play(pools.of(Pool.ONE_SERVER, amount), roundTrips, length);
            case "spread" -> crowd.play(pools.of(Pool.ALL_SERVERS, amount), roundTrips, length);
            case "send" ->
                    crowd.play(
                            pools.of(Pool.SENDERS, amount),
                            new ClosedLoop(Connection::oneWay),
                            length);
            case "rate" ->
                    crowd.play(
                            pools.of(Pool.ONE_SERVER, amount),
                            new FixedRate(amount, number(words, 2, line)),
                            length);
            case "put" -> Bulk.copies(first(pools), true, amount, length);
            case "get" -> Bulk.copies(first(pools), false, amount, length);
            case "jam" -> crowd.jam(pools.of(Pool.SENDERS, amount));
            case "jammed" -> crowd.jammed();
            case "unjam" -> crowd.unjam();
            default -> throw new IllegalArgumentException("not a command: " + line);
        };
    }

    private static int number(String[] words, int index, String line) {
        if (index == 0) {
            return 0;
        }
        try {
            return Integer.parseInt(words[index]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a command: " + line, e);
        }
    }

    private static Connection first(Pools pools) throws IOException {
        return pools.of(Pool.ONE_SERVER, 1).get(0);
    }

    private Target target() {
        if (choice.dsp == null) {
            Streams streams = choice.streams;
            return new StreamTarget(streams.first, streams.all.orElse(streams.first));
        }
        Dsp dsp = choice.dsp;
        return new DspTarget(
                Dvk.attach(dsp.socket), dsp.node, dsp.server, dsp.servers, dsp.first, dsp.sender);
    }
}
