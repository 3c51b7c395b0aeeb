package org.dsp.bench.run;

import java.time.Duration;
import java.util.List;
import org.dsp.bench.load.Measured;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.ProcFiles;

/**
 * One of the things compared: clients, what is in between, a server; all started and waiting.
 *
 * @param name what it is called in the table and in the names of results
 * @param client the load client
 * @param between the processes whose CPU time is counted
 * @param middle ports that the one of them listens on for the other
 */
record Side(String name, ChildProcess client, List<ChildProcess> between, List<Integer> middle) {
    /** A busy machine may take so much longer than was asked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Side {
        between = List.copyOf(between);
        middle = List.copyOf(middle);
    }

    /** Lets the load client do something, for {@code length}. */
    Measured run(String command, Duration length) {
        return ask(command + " " + length.toMillis(), length);
    }

    /** Lets the load client do something that takes about {@code length}. */
    Measured ask(String command, Duration length) {
        return Measured.parse(client.ask(command, length.plus(PATIENCE)));
    }

    /** CPU seconds that what is in between has used up to now. */
    double cpuSeconds() {
        return between.stream().mapToDouble(process -> ProcFiles.cpuSeconds(process.pid())).sum();
    }
}
