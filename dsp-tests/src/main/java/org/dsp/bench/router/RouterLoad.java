package org.dsp.bench.router;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.dsp.bench.load.Measured;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of this package by JMH and ends with one line of numbers: {@link #DONE}, then
 * for each of them its name, ns per call, and {@code name.bytes} that a call allocates.
 *
 * <pre>
 * hit MILLIS             the ways of a message, each iteration that long
 * choice NODES MILLIS    the choice among so many nodes, by policy
 * </pre>
 */
public final class RouterLoad {
    /** What the line begins with that has the numbers. */
    public static final String DONE = "done";

    /** That many are measured, after a few others. */
    public static final int ITERATIONS = 5;

    /** Ends the name of what a call allocates. */
    public static final String BYTES = ".bytes";

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UP = 3;

    private RouterLoad() {}

    /** Measures; see above for the arguments. */
    public static void main(String[] args) throws RunnerException {
        boolean hit = args[0].equals("hit");
        Class<?> measured = hit ? HitBenchmark.class : ChoiceBenchmark.class;
        TimeValue time = TimeValue.milliseconds(Long.parseLong(args[args.length - 1]));
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(measured.getName().replace(".", "\\.") + "\\..*")
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .forks(1)
                        .warmupIterations(WARM_UP)
                        .warmupTime(time)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(time);
        if (!hit) {
            options.param("nodes", args[1]);
        }
        Map<String, Double> values = new HashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String name = name(result.getParams());
            values.put(name, result.getPrimaryResult().getScore());
            values.put(name + BYTES, result.getSecondaryResults().get(ALLOCATED).getScore());
        }
        System.out.println(DONE + " " + new Measured(values).toLine());
    }

    private static String name(BenchmarkParams params) {
        String policy = params.getParam("policy");
        String benchmark = params.getBenchmark();
        return policy == null
                ? benchmark.substring(benchmark.lastIndexOf('.') + 1)
                : policy.toLowerCase(Locale.ROOT);
    }
}
