package org.dsp.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code faultproxy}. */
@Command(
        name = "faultproxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stands between two daemons and does what bad networks do. docs/faultproxy.md has an",
            "example. Reads commands from standard input, and ends with it; \"help\" lists them."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:an address cannot be listened on",
            "2:wrong arguments",
            "130, 143:ended by SIGINT (Ctrl-C), by SIGTERM"
        })
public final class FaultProxyProgram implements Callable<Integer> {
    private static final int CANNOT_LISTEN = 1;
    private static final int HIGHEST_PORT = 65_535;

    @Spec private CommandSpec spec;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where the near daemon finds the far one.")
    private String listen = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where the far daemon is. Bytes from near to far go up.")
    private String to = "";

    @Option(
            names = "--back-listen",
            paramLabel = "HOST:PORT",
            description = "Where the far daemon finds the near one.")
    private String backListen = "";

    @Option(
            names = "--back-to",
            paramLabel = "HOST:PORT",
            description = "Where the near daemon is.")
    private String backTo = "";

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "Bytes arrive later by this, both ways, such as 20ms.")
    private String delay = "0";

    @Option(
            names = "--jitter",
            paramLabel = "TIME",
            description = "And up to this much more, at random.")
    private String jitter = "0";

    @Option(
            names = "--bandwidth",
            paramLabel = "SIZE",
            description = "Bytes a second each way, such as 10M.")
    private String bandwidth = "0";

    @Option(
            names = "--cut-every",
            paramLabel = "TIME..TIME",
            description = "Reset every connection, again and again, such as 100ms..500ms.")
    private String cutEvery = "";

    @Option(
            names = "--cut-for",
            paramLabel = "TIME..TIME",
            description = "And refuse connections so long after each.")
    private String cutFor = "0";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    private FaultProxyProgram() {}

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultProxyProgram()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<String> first = commands();
        try (FaultProxy proxy = FaultProxy.open(seed, lanes())) {
            Commands commands = new Commands(proxy);
            first.forEach(commands::run);
            out.println("ready: " + listen + " leads to " + to);
            serve(commands, out, err);
            return 0;
        } catch (UncheckedIOException e) {
            err.println("faultproxy: " + e.getMessage());
            return CANNOT_LISTEN;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private List<String> commands() {
        List<String> commands = new ArrayList<>();
        commands.add("delay " + delay + " " + jitter);
        commands.add("bandwidth " + bandwidth);
        if (!cutEvery.isEmpty()) {
            commands.add("cut every " + cutEvery + " " + cutFor);
        }
        return commands;
    }

    private static void serve(Commands commands, PrintWriter out, PrintWriter err)
            throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.strip();
            if (command.equals("quit")) {
                return;
            }
            if (command.equals("help")) {
                Commands.HELP.forEach(out::println);
            } else if (!command.isEmpty()) {
                answer(commands, command, out, err);
            }
            out.flush();
        }
    }

    private static void answer(Commands commands, String line, PrintWriter out, PrintWriter err) {
        try {
            out.println(commands.run(line));
        } catch (IllegalArgumentException e) {
            err.println("faultproxy: " + e.getMessage());
            err.flush();
        }
    }

    private Lane[] lanes() {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(Lane.outward(address("--listen", listen), address("--to", to)));
        if (backListen.isEmpty() != backTo.isEmpty()) {
            throw new IllegalArgumentException("--back-listen and --back-to: both or none");
        }
        if (!backListen.isEmpty()) {
            lanes.add(
                    Lane.homeward(
                            address("--back-listen", backListen), address("--back-to", backTo)));
        }
        return lanes.toArray(Lane[]::new);
    }

    private static InetSocketAddress address(String option, String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    option + " " + text + "; allowed HOST:PORT, such as 127.0.0.3:3002");
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    option + " " + text + ": no host " + text.substring(0, colon), e);
        }
    }
}
