package org.dsp.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dsp.config.ClusterFile;
import org.dsp.config.Diagnostic;
import org.dsp.config.Parsed;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.config.ClusterConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlbcmd check FILE}: whether a cluster file is valid. Asks nobody. */
@Command(
        name = "check",
        description = "Checks a cluster file, without asking anybody. Shows every error.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "cfg grammar, or YAML when its name ends in .yaml or .yml.")
    private Path file;

    @Override
    public Integer call() {
        boolean json = Dlbcmd.of(spec).options().json;
        Output output = new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        Parsed<ClusterConfig> parsed = ClusterFile.read(file);
        if (json) {
            output.json(report(parsed));
        } else {
            parsed.warnings().forEach(warning -> output.note("warning: " + warning));
            parsed.errors().forEach(error -> output.note(error.toString()));
            output.line(file + ": " + verdict(parsed));
        }
        return (parsed.value().isPresent() ? ExitStatus.OK : ExitStatus.FILE).status;
    }

    private static String verdict(Parsed<ClusterConfig> parsed) {
        return parsed.value()
                .map(
                        config ->
                                "valid: servers %d, clients %d, services %d, containers %d"
                                        .formatted(
                                                config.servers().size(),
                                                config.clients().size(),
                                                config.services().size(),
                                                config.containers().size()))
                .orElseGet(() -> "not valid: errors " + parsed.errors().size());
    }

    private Fields report(Parsed<ClusterConfig> parsed) {
        return new FieldsBuilder()
                .with("file", file.toString())
                .with("valid", parsed.value().isPresent())
                .with("errors", fields(parsed.errors()))
                .with("warnings", fields(parsed.warnings()))
                .build();
    }

    private static List<Fields> fields(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(
                        d ->
                                new FieldsBuilder()
                                        .with("file", d.file())
                                        .with("line", d.line())
                                        .with("column", d.column())
                                        .with("wrong", d.wrong())
                                        .with("allowed", d.allowed())
                                        .build())
                .toList();
    }
}
