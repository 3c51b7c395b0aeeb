package org.dsp.cli;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.TraceReport;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dlbcmd trace}: what passes between a client and its program, as it passes. */
@Command(
        name = "trace",
        description = {
            "Shows the frames of sessions as this node sends and receives them, until Ctrl-C.",
            "With --json: a line for each. --count N ends it after N frames."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TraceCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description =
                    "Only of this one, as the table of sessions shows it, which has its client or"
                            + " its program on this node; else of every one.")
    private Optional<String> session = Optional.empty();

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so long.")
    private Optional<Double> seconds = Optional.empty();

    @Override
    public Integer call() {
        Dlbcmd dlbcmd = Dlbcmd.of(spec);
        Options options = dlbcmd.options();
        if (options.watch.isPresent()) {
            throw new Failure(ExitStatus.USAGE, "trace goes on by itself; --watch is for others");
        }
        Optional<Duration> time = seconds.map(value -> Options.seconds("--for", value));
        AdminRequest request = request();
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
        var shown = new Shown(output, options.count.orElse(Integer.MAX_VALUE));
        try (Connection connection = dlbcmd.connect()) {
            connection.follow(request, time, shown::answer);
        }
        return ExitStatus.OK.status;
    }

    private AdminRequest request() {
        FieldsBuilder arguments = new FieldsBuilder();
        session.ifPresent(id -> arguments.with(AdminRequest.ID, checked(id)));
        return new AdminRequest(AdminRequest.TRACE, arguments.build());
    }

    private static String checked(String id) {
        try {
            return TraceReport.id(HexFormat.fromHexDigitsToLong(id));
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitStatus.USAGE, "--session " + id + "; allowed up to 16 hexadecimal digits");
        }
    }

    /** What has been shown so far. */
    private static final class Shown {
        private final Output output;
        private int left;

        Shown(Output output, int left) {
            this.output = output;
            this.left = Math.max(0, left);
        }

        /** Shows an answer; returns whether more are wanted. */
        boolean answer(AdminAnswer answer) {
            answer.error()
                    .ifPresent(
                            error -> {
                                throw Failure.of(error);
                            });
            Fields report = answer.report();
            report.text("tracing").ifPresent(what -> begins(what, report));
            List<Fields> frames = report.rows(TraceReport.FRAMES);
            for (Fields frame : frames.subList(0, Math.min(left, frames.size()))) {
                if (output.json()) {
                    output.jsonLine(frame);
                } else {
                    output.lines(TraceText.lines(frame));
                }
            }
            left -= Math.min(left, frames.size());
            report.whole(TraceReport.DROPPED).filter(n -> n > 0).ifPresent(this::dropped);
            return left > 0 && !output.isClosed();
        }

        private void begins(String what, Fields report) {
            if (output.json()) {
                output.jsonLine(report);
            } else {
                String of = what.equals("all") ? "every session" : "session " + what;
                output.note("tracing " + of + " of node " + Texts.of(report, "node"));
            }
        }

        private void dropped(long frames) {
            if (output.json()) {
                output.jsonLine(new FieldsBuilder().with(TraceReport.DROPPED, frames).build());
            } else {
                output.line("dropped " + frames + ": they came faster than they were read");
            }
        }
    }
}
