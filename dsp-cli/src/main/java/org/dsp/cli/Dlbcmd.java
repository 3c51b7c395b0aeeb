package org.dsp.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The operator's tool: {@code dlbcmd COMMAND}. */
@Command(
        name = "dlbcmd",
        description = "Looks at a cluster, configures it, and tends the daemon of this node.",
        mixinStandardHelpOptions = true,
        versionProvider = Dlbcmd.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckCommand.class,
            ConfigCommand.class,
            ClusterCommand.class,
            LoadCommand.Last.class,
            LoadCommand.Fresh.class,
            NodesCommand.class,
            SessionsCommand.class,
            TraceCommand.class,
            ServicesCommand.class,
            StatusCommand.class,
            EndpointCommand.class,
            SwitchCommand.Drain.class,
            SwitchCommand.Maintenance.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
final class Dlbcmd {
    @Mixin private final Options options = new Options();
    private final Map<String, String> environment;

    Dlbcmd(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The launcher's way in. */
    public static void main(String[] args) {
        Runtime.getRuntime().exit(line(System.getenv()).execute(args));
    }

    /** The command line: its {@code execute} returns an {@link ExitStatus}. */
    static CommandLine line(Map<String, String> environment) {
        CommandLine line = new CommandLine(new Dlbcmd(environment));
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.texts());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // Tasks are endpoints below 0.
        line.getSubcommands().get("ep").setUnmatchedOptionsArePositionalParams(true);
        line.setParameterExceptionHandler(Dlbcmd::wrongArguments);
        line.setExecutionExceptionHandler(Dlbcmd::failed);
        return line;
    }

    /** The top of a command. */
    static Dlbcmd of(CommandLine.Model.CommandSpec spec) {
        return (Dlbcmd) spec.root().userObject();
    }

    Options options() {
        return options;
    }

    Connection connect() {
        return Connections.open(options, environment);
    }

    /** Waits between two looks. */
    void pause(Duration period) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(period.toNanos());
    }

    private static int wrongArguments(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandSpec().qualifiedName();
        err.println(name + ": " + e.getMessage());
        err.println("Try '" + name + " --help'.");
        err.flush();
        return ExitStatus.USAGE.status;
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        CommandLine.Model.CommandSpec spec = line.getCommandSpec();
        Options options = of(spec).options();
        Output output = new Output(line.getOut(), line.getErr(), options.json);
        Failure failure =
                e instanceof Failure known
                        ? known
                        : new Failure(ExitStatus.INTERNAL, e.toString(), e);
        output.failure(spec.root().name(), failure);
        if (options.debug) {
            e.printStackTrace(line.getErr());
            line.getErr().flush();
        }
        return failure.status().status;
    }

    /** What {@code --version} prints: the version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version =
                    Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                            .orElse("not from a jar");
            return new String[] {"dlbcmd " + version};
        }
    }
}
