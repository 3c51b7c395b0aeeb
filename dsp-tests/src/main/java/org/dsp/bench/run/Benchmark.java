package org.dsp.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dsp.harness.HarnessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, prints the table, writes the results. */
@Command(
        name = "bench.sh",
        description = {
            "Measures messages and copies through two daemons, beside a bare Netty",
            "relay pair with the same socket kinds, in interleaved rounds."
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

    @Option(names = "--quick", description = "Fewer and shorter rounds: about 4 minutes.")
    private boolean quick;

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
            System.err.println("bench: failed: " + e.getMessage());
            return 1;
        }
    }

    private void run() throws IOException {
        Plan plan = quick ? Plan.quick() : Plan.whole();
        Machine machine = Machine.here();
        Pinning pinning = Pinning.of(machine.cpus(), Machine.has("taskset"));
        List<String> head = new ArrayList<>(machine.describe());
        head.add("pinned   " + pinning.describe());
        head.add("rounds   " + plan.describe());
        head.forEach(System.err::println);

        List<String> others = List.of(Sides.RELAY);
        Table table = new Table(others, head);
        Results results = new Results();
        results.add("machine.cores", machine.cpus().size());
        results.add("machine.memory_mib", machine.memoryMib());
        results.add("rounds", plan.rounds());
        try (Processes processes = new Processes()) {
            Sides sides = new Sides(processes, pinning, Rows.MANY, out.resolve("logs"));
            Interleaved interleaved =
                    new Interleaved(List.of(sides.dsp(), sides.relay()), plan, System.err::println);
            for (Row row : Rows.all()) {
                RowResult result = interleaved.measure(row);
                table.add(result);
                results.add(result, others);
            }
        }
        Files.createDirectories(out);
        Files.writeString(out.resolve(JSON), results.toJson(), StandardCharsets.UTF_8);
        Files.writeString(out.resolve(TABLE), table.text(), StandardCharsets.UTF_8);
        System.out.print(table.text());
        System.out.println();
        System.out.println("written: " + out.resolve(JSON) + ", " + out.resolve(TABLE));
    }
}
