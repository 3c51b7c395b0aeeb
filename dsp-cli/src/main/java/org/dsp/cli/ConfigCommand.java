package org.dsp.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dsp.config.ClusterFile;
import org.dsp.config.Diagnostic;
import org.dsp.config.FileText;
import org.dsp.config.Parsed;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.config.ClusterConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlbcmd config FILE}: gives the cluster a configuration. */
@Command(
        name = "config",
        description = "Gives the whole cluster a configuration, and shows what that changes.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "The cluster file; without one, the configuration that holds is shown, without"
                            + " passwords.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--dry-run", description = "Show what would change, change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Dlbcmd dlbcmd = Dlbcmd.of(spec);
        Options options = dlbcmd.options();
        if (options.watch.isPresent()) {
            throw new Failure(ExitStatus.USAGE, "--watch is for commands that only look");
        }
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options.json);
        // Read before anybody is asked: with errors in it, nobody has to be.
        Optional<Source> source = file.map(path -> read(path, output));
        try (Connection connection = dlbcmd.connect()) {
            if (source.isEmpty()) {
                show(Order.ask(connection, AdminRequest.of(AdminRequest.SHOW_CONFIG)), output);
            } else {
                configure(connection, source.get(), output);
            }
        }
        return ExitStatus.OK.status;
    }

    /** A file that is valid. */
    private record Source(Path path, String text, ClusterConfig config) {
        String name() {
            return String.valueOf(path.getFileName());
        }
    }

    private static Source read(Path path, Output output) {
        Parsed<String> text = FileText.read(path);
        if (text.value().isEmpty()) {
            throw invalid(path, text.errors());
        }
        Parsed<ClusterConfig> parsed = ClusterFile.parse(path.toString(), text.value().get());
        if (!output.json()) {
            text.warnings().forEach(warning -> output.note("warning: " + warning));
            parsed.warnings().forEach(warning -> output.note("warning: " + warning));
        }
        return parsed.value()
                .map(config -> new Source(path, text.value().get(), config))
                .orElseThrow(() -> invalid(path, parsed.errors()));
    }

    private static Failure invalid(Path path, List<Diagnostic> errors) {
        return new Failure(
                ExitStatus.FILE,
                path + " is not valid; nothing was changed",
                errors.stream().map(Diagnostic::toString).toList());
    }

    private static void show(Fields report, Output output) {
        if (output.json()) {
            output.json(report);
        } else {
            report.text(AdminRequest.TEXT).orElse("").lines().forEach(output::line);
        }
    }

    private void configure(Connection connection, Source source, Output output) {
        List<String> changes = ConfigDiff.lines(inForce(connection), source.config());
        if (!output.json()) {
            output.lines(changes);
        }
        FieldsBuilder report =
                new FieldsBuilder()
                        .with("file", source.path().toString())
                        .with("dry_run", dryRun)
                        .with("changes", Value.texts(changes));
        Fields done = Order.ask(connection, request(source));
        done.values().forEach(report::with);
        Fields all = report.build();
        if (output.json()) {
            output.json(all);
            return;
        }
        all.texts("lines").forEach(line -> output.note(Texts.printable(line)));
        if (dryRun) {
            output.line(
                    changes.isEmpty()
                            ? "nothing would change"
                            : "dry run: valid, nothing was changed");
        } else {
            output.line(
                    "configured: cluster %s, configuration %s (%s)"
                            .formatted(
                                    Texts.of(all, "cluster_id"),
                                    Texts.of(all, "epoch"),
                                    Texts.of(all, "digest")));
        }
    }

    /** What holds now; empty before the first configuration. */
    private static Optional<ClusterConfig> inForce(Connection connection) {
        AdminAnswer answer = connection.ask(AdminRequest.of(AdminRequest.SHOW_CONFIG));
        if (answer.error().isPresent()) {
            if (answer.error().get().code() == AdminError.Code.NOT_CONFIGURED) {
                return Optional.empty();
            }
            throw Failure.of(answer.error().get());
        }
        return answer.report()
                .text(AdminRequest.TEXT)
                .flatMap(text -> ClusterFile.parse("in-force.cfg", text).value());
    }

    private AdminRequest request(Source source) {
        FieldsBuilder arguments =
                new FieldsBuilder()
                        .with(AdminRequest.NAME, source.name())
                        .with(AdminRequest.TEXT, source.text())
                        .with(AdminRequest.DRY_RUN, dryRun);
        return new AdminRequest(AdminRequest.CONFIG, arguments.build());
    }
}
