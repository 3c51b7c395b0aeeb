package org.dsp.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.dsp.config.DaemonFiles;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.config.Diagnostic;
import org.dsp.config.Parsed;
import org.dsp.core.config.NodeFileSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The daemon of a node: {@code dspd --node-file FILE}. */
@Command(
        name = "dspd",
        description =
                "The daemon of one node: carries M3-IPC messages between its programs and other nodes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class Dspd implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Dspd.class);

    @Option(
            names = "--node-file",
            required = true,
            paramLabel = "FILE",
            description = "This node's settings; etc/dspd.yaml explains each.")
    private Path nodeFile;

    @Option(
            names = "--exit-with-stdin",
            description =
                    "Stop when standard input ends: for scripts whose daemons are to end with them.")
    private boolean exitWithStdin;

    private volatile ExitCode ended = ExitCode.STOPPED;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The launcher's way in. */
    public static void main(String[] args) {
        Runtime.getRuntime().exit(line().execute(args));
    }

    /** The command line: its {@code execute} returns an {@link ExitCode}'s status. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new Dspd());
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.texts());
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit status:%n");
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()));
        return line;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof StartException start) {
            err.println("dspd: " + start.getMessage());
            err.flush();
            LOG.debug("why", start);
            return start.code().status;
        }
        LOG.error("internal error, the daemon ends", e);
        return ExitCode.INTERNAL.status;
    }

    @Override
    public Integer call() throws InterruptedException {
        DaemonConfig config = read();
        level(config.node().logLevel());
        Thread hook = new Thread(this::onSignal, "stop");
        try (Daemon daemon = Daemon.start(config, this::end, FailFast::end)) {
            Runtime.getRuntime().addShutdownHook(hook);
            warnOfInsecurity(config.node());
            LOG.info(daemon.readyLine());
            if (exitWithStdin) {
                watch(System.in);
            }
            stop.await();
            LOG.info("stopping node={}", config.node().nodeId());
        }
        LOG.info("stopped node={}", config.node().nodeId());
        stopped.countDown();
        return ended.status;
    }

    /** The daemon cannot go on, though nothing in it failed. */
    private void end(StartException why) {
        LOG.error("the daemon ends: {}", why.getMessage());
        ended = why.code();
        stop.countDown();
    }

    private DaemonConfig read() {
        Parsed<DaemonConfig> files = DaemonFiles.read(nodeFile);
        for (Diagnostic warning : files.warnings()) {
            LOG.warn("{}", warning);
        }
        if (files.value().isEmpty()) {
            StringBuilder lines = new StringBuilder("the configuration is not valid:");
            for (Diagnostic error : files.errors()) {
                lines.append(System.lineSeparator()).append(error);
            }
            throw new StartException(ExitCode.CONFIGURATION, lines.toString());
        }
        return files.value().get();
    }

    private static void level(NodeFileSettings.LogLevel level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.dsp").setLevel(Level.toLevel(level.name()));
    }

    private static void warnOfInsecurity(NodeFileSettings file) {
        if (file.network().insecure()) {
            LOG.warn(
                    "insecure: yes: whoever reaches {} can send messages as any node",
                    file.network().bindAddress());
        }
    }

    /** SIGTERM and SIGINT: the JVM goes when this returns, so it waits for the end. */
    private void onSignal() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Exit status 0: the JVM's own would be 143, as of a program that does not know how to
        // stop.
        Runtime.getRuntime().halt(ended.status);
    }

    private void watch(InputStream input) {
        Thread watch = new Thread(() -> awaitEnd(input), "stdin");
        watch.setDaemon(true);
        watch.start();
    }

    private void awaitEnd(InputStream input) {
        byte[] ignored = new byte[512];
        try {
            while (input.read(ignored) >= 0) {
                // What is written there means nothing; that it ends does.
            }
        } catch (IOException e) {
            LOG.debug("standard input cannot be read: taken as ended", e);
        }
        stop.countDown();
    }
}
