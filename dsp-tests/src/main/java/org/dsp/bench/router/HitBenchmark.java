package org.dsp.bench.router;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message of a session that is open: look-up and rewriting, at each of the four places. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {
    private final OpenSessions sessions = new OpenSessions();

    /** Client's node, out. */
    @Benchmark
    public Object clientOut() {
        return sessions.clientOut();
    }

    /** Server's node, in. */
    @Benchmark
    public Object serverIn() {
        return sessions.serverIn();
    }

    /** Server's node, out. */
    @Benchmark
    public Object serverOut() {
        return sessions.serverOut();
    }

    /** Client's node, in. */
    @Benchmark
    public Object clientIn() {
        return sessions.clientIn();
    }
}
