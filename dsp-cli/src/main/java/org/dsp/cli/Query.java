package org.dsp.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that looks: one question, its answer as a table or as JSON, perhaps repeated. */
abstract class Query implements Callable<Integer> {
    /** Clears the screen, and the pen to its upper left corner. */
    private static final String CLEAR = "\033[H\033[2J";

    @Spec private CommandSpec spec;

    /** The command that this one belongs to. */
    final Dlbcmd dlbcmd() {
        return Dlbcmd.of(spec);
    }

    /** What to ask. */
    abstract AdminRequest request();

    /** What to show of the answer. */
    abstract List<String> lines(Fields report);

    @Override
    public final Integer call() throws InterruptedException {
        Options options = dlbcmd().options();
        PrintWriter out = spec.commandLine().getOut();
        Output output = new Output(out, spec.commandLine().getErr(), options.json);
        try (Connection connection = dlbcmd().connect()) {
            Optional<Duration> period = options.period();
            if (period.isEmpty()) {
                return ask(connection, output).status;
            }
            return watch(connection, output, out, period.get()).status;
        }
    }

    private ExitStatus watch(Connection connection, Output output, PrintWriter out, Duration period)
            throws InterruptedException {
        ExitStatus last = ExitStatus.OK;
        int left = dlbcmd().options().count.orElse(Integer.MAX_VALUE);
        while (left > 0) {
            if (!output.json()) {
                out.print(CLEAR);
            }
            try {
                last = ask(connection, output);
            } catch (Failure gone) {
                // A daemon that restarts is there again later.
                output.failure(spec.name(), gone);
                last = gone.status();
            }
            left--;
            if (left > 0) {
                dlbcmd().pause(period);
            }
        }
        return last;
    }

    private ExitStatus ask(Connection connection, Output output) {
        AdminAnswer answer = connection.ask(request());
        boolean known = !answer.report().values().isEmpty();
        if (answer.error().isPresent() && !known) {
            throw Failure.of(answer.error().get());
        }
        if (!output.json()) {
            output.lines(lines(answer.report()));
        } else if (dlbcmd().options().watch.isPresent()) {
            output.jsonLine(answer.report());
        } else {
            output.json(answer.report());
        }
        if (answer.error().isPresent()) {
            if (!output.json()) {
                output.note(spec.root().name() + ": " + answer.error().get().text());
            }
            return ExitStatus.of(answer.error().get().code());
        }
        return ExitStatus.OK;
    }
}
