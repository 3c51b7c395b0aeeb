package org.dsp.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dsp.config.Diagnostic;
import org.dsp.config.NodeFile;
import org.dsp.config.Parsed;
import org.dsp.core.config.AdminSettings;
import org.dsp.core.config.NodeFileSettings;

/** Whom the options mean. */
final class Connections {
    private static final Path DEFAULT = Path.of("/run/dsp/dvk.admin.sock");

    private Connections() {}

    /** Opens what the options ask for. */
    static Connection open(Options options, Map<String, String> environment) {
        if (options.join) {
            Path file =
                    options.nodeFile.orElseThrow(
                            () ->
                                    new Failure(
                                            ExitStatus.USAGE,
                                            "--join needs --node-file, which says where the group is"));
            return new GroupConnection(ToolLink.join(file, options.patience()), options.patience());
        }
        return new SocketConnection(socket(options, environment), options.patience());
    }

    /** The admin socket: what was said first of an option, a file, a variable, the default. */
    static Path socket(Options options, Map<String, String> environment) {
        return options.socket
                .or(() -> options.nodeFile.map(Connections::ofNodeFile))
                .or(() -> variable(environment, "DSP_ADMIN_SOCKET"))
                .or(() -> variable(environment, "DSP_SOCKET").map(Connections::beside))
                .orElse(DEFAULT);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    private static Path beside(Path attachSocket) {
        return AdminSettings.beside(attachSocket).adminSocket();
    }

    private static Path ofNodeFile(Path file) {
        Parsed<NodeFileSettings> parsed = NodeFile.read(file);
        return parsed.value()
                .map(node -> node.admin().adminSocket())
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitStatus.FILE,
                                        file + " is not valid",
                                        parsed.errors().stream()
                                                .map(Diagnostic::toString)
                                                .toList()));
    }
}
