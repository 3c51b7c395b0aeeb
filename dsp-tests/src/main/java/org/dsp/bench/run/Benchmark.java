package org.dsp.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dsp.bench.rival.OnPath;
import org.dsp.bench.rival.Rival;
import org.dsp.harness.HarnessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, prints the table, writes the results. */
@Command(
        name = "bench.sh",
        description = {
            "Measures messages and copies through two daemons, beside pairs of HAProxy and of",
            "nginx and a bare Netty relay pair, in interleaved rounds."
        })
public final class Benchmark implements Callable<Integer> {
    private static final String JSON = "results.json";
    private static final String TABLE = "results.txt";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(names = "--quick", description = "Fewer and shorter rounds: under 10 minutes.")
    private boolean quick;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description = "Only these rows, such as copy,rtt1; all by default.")
    private Set<String> rows = new LinkedHashSet<>();

    @Option(
            names = "--sides",
            split = ",",
            paramLabel = "SIDE",
            description = "dsp beside these only: haproxy, nginx, relay; all by default.")
    private Set<String> others = new LinkedHashSet<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/bench",
            description = "Where the results are written; ${DEFAULT-VALUE} by default.")
    private Path out;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        try {
            run();
            return 0;
        } catch (HarnessException e) {
            System.err.println("bench.sh: failed: " + e.getMessage());
            return 1;
        }
    }

    private void run() throws IOException {
        Plan plan = quick ? Plan.quick() : Plan.whole();
        Machine machine = Machine.here();
        Pinning pinning = Pinning.of(machine.cpus(), OnPath.find("taskset").isPresent());
        List<String> head = new ArrayList<>(machine.describe());
        head.add("pinned   " + pinning.describe());
        head.add("rounds   " + plan.describe());

        Results results = new Results();
        results.add("machine.cores", machine.cpus().size());
        results.add("machine.memory_mib", machine.memoryMib());
        results.add("rounds", plan.rounds());
        try (Processes processes = new Processes()) {
            // Ctrl-C: what was started ends by itself, but frozen daemons and directories stay.
            Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "ending"));
            Starter starter = new Starter(processes, pinning, out.resolve("logs"));
            int servers = chosen(Rows.SEVERAL_SERVERS) ? Rows.SERVERS : 1;
            Selection selection = new Selection(rows, others);
            List<Row> selected = selection.of(new Rows(new Sides(starter, servers)).all());
            head.addAll(versions(selected));
            head.forEach(System.err::println);
            Table table = new Table(head);
            Interleaved interleaved = new Interleaved(plan, System.err::println);
            for (Row row : selected) {
                RowResult result = interleaved.measure(row);
                table.add(result);
                results.add(result);
            }
            Files.createDirectories(out);
            Files.writeString(out.resolve(JSON), results.toJson(), StandardCharsets.UTF_8);
            Files.writeString(out.resolve(TABLE), table.text(), StandardCharsets.UTF_8);
            System.out.print(table.text());
            System.out.println();
            System.out.println("written: " + out.resolve(JSON) + ", " + out.resolve(TABLE));
        }
    }

    private boolean chosen(String row) {
        return rows.isEmpty() || rows.contains(row);
    }

    /** What the programs of others are; fails if one is needed and missing. */
    private static List<String> versions(List<Row> rows) {
        List<String> versions = new ArrayList<>();
        for (String name : Selection.contenders(rows)) {
            Rival rival = Sides.RIVALS.get(name);
            if (rival != null) {
                Optional<String> missing = rival.missing();
                if (missing.isPresent()) {
                    throw new HarnessException(missing.get());
                }
                versions.add(Table.cell(name, 9) + rival.version());
            }
        }
        return versions;
    }
}
