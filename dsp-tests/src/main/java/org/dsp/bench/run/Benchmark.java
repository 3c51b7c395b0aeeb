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
import org.dsp.harness.Repository;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, prints the table, writes the results. */
@Command(
        name = "bench.sh",
        description = {
            "Measures messages and copies through two daemons, beside pairs of HAProxy and of",
            "nginx and a bare Netty relay pair, in interleaved rounds.",
            "Rows: direct, rtt1, rps64x1, rps64x8, oneway64, copy, rate64, stopped,",
            "agents, starts, route, choice, services, syscalls64."
        })
public final class Benchmark implements Callable<Integer> {
    private static final String PICTURE = "benchmarks.svg";
    private static final int VERSION = 9;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(names = "--quick", description = "Fewer and shorter rounds: about 10 minutes.")
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
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Everything so often, from the start of the processes on; 1 by default.")
    private int runs;

    @Option(
            names = "--write-docs",
            description = "Writes the results into docs/benchmarks.md, and the picture beside it.")
    private boolean writeDocs;

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
        if (runs < 1) {
            throw new HarnessException("--runs " + runs + "; allowed 1 or more");
        }
        Plan plan = quick ? Plan.quick() : Plan.whole();
        Machine machine = Machine.here();
        Pinning pinning = Pinning.of(machine.cpus(), OnPath.find("taskset").isPresent());
        List<String> head = new ArrayList<>(machine.describe());
        head.add("pinned   " + pinning.describe());
        head.add("rounds   " + plan.describe());
        Files.createDirectories(out);
        List<Results> all = new ArrayList<>();
        List<Row> measured = List.of();
        for (int run = 1; run <= runs; run++) {
            try (Processes processes = new Processes()) {
                Thread ending = new Thread(processes::close, "ending");
                // Ctrl-C: children end with their input, but a frozen daemon and directories stay.
                Runtime.getRuntime().addShutdownHook(ending);
                Starter starter = new Starter(processes, pinning, out.resolve("logs"));
                measured = selected(starter);
                if (run == 1) {
                    head.addAll(versions(measured));
                    head.forEach(System.err::println);
                }
                all.add(measure(plan, machine, head, measured, run));
            }
        }
        finish(new Report(head, measured, all));
    }

    private Results measure(
            Plan plan, Machine machine, List<String> head, List<Row> selected, int run)
            throws IOException {
        Results results = new Results();
        results.add("machine.cores", machine.cpus().size());
        results.add("machine.memory_mib", machine.memoryMib());
        results.add("rounds", plan.rounds());
        Table table = new Table(head);
        Interleaved interleaved = new Interleaved(plan, System.err::println);
        for (Row row : selected) {
            RowResult result = interleaved.measure(row);
            table.add(result);
            results.add(result);
        }
        table.add(Bound.report(results));
        write("results" + suffix(run) + ".json", results.toJson());
        write("results" + suffix(run) + ".txt", table.text());
        System.out.print(table.text());
        return results;
    }

    private void finish(Report report) throws IOException {
        String picture = Plot.svg(Results.merged(report.runs()));
        write("results.svg", picture);
        write("results.md", report.markdown());
        if (writeDocs) {
            Path docs = Repository.root().resolve("docs");
            Files.writeString(docs.resolve(PICTURE), picture, StandardCharsets.UTF_8);
            Chapter.write(
                    docs.resolve("benchmarks.md"),
                    "![How many times better DSP is](" + PICTURE + ")\n\n" + report.markdown());
        }
        System.out.println();
        System.out.println("written: results*.json, .txt, .md and .svg in " + out);
    }

    private List<Row> selected(Starter starter) {
        boolean several = rows.isEmpty() || rows.contains(Rows.SEVERAL_SERVERS);
        Rows available = new Rows(starter, several ? Rows.SERVERS : 1);
        List<Row> chosen = new Selection(rows, others).of(available.all());
        if (chosen.stream().noneMatch(SystemCalls::isIt)) {
            return chosen;
        }
        Optional<String> uncounted = Perf.missing();
        if (uncounted.isEmpty()) {
            return chosen;
        }
        System.err.println("skipped: system calls; " + uncounted.orElseThrow());
        return chosen.stream().filter(row -> !SystemCalls.isIt(row)).toList();
    }

    private String suffix(int run) {
        return runs == 1 ? "" : "-" + run;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(out.resolve(name), text, StandardCharsets.UTF_8);
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
                versions.add(Table.cell(name, VERSION) + rival.version());
            }
        }
        return versions;
    }
}
