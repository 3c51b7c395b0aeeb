package org.dsp.apps.ftp;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.apps.cli.AttachOptions;
import org.dsp.apps.cli.BuildVersion;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.apps.cli.Program;
import org.dsp.apps.cli.RareLines;
import org.dsp.apps.cli.Safe;
import org.dsp.apps.cli.Stop;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code m3ftpd}: serves the files below a directory to many clients at once. */
@Command(
        name = "m3ftpd",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        description = {
            "Serves the files below a directory to m3ftp, to many clients of any node at",
            "once, until SIGTERM or SIGINT (exit status 143 or 130).",
            "",
            "Only regular files; no .. and no link that leads out. A file that is put",
            "appears complete or not at all: until then it is .m3ftp-*.part beside it.",
            "When two put the same name, the one that ends last wins."
        })
public final class M3ftpd implements Callable<Integer> {
    private static final int MOST_TRANSFERS = 500;
    private static final int MOST_THREADS = 64;
    private static final int MOST_SECONDS = 86_400;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<dcid>", description = "The container.")
    private int dcid;

    @Parameters(
            index = "1",
            paramLabel = "<ep>",
            description = "The endpoint to serve at; a server's (by default 0..29).")
    private int endpoint;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The directory to serve (default: the current one).")
    private Path root;

    @Option(names = "--read-only", description = "Refuse to write.")
    private boolean readOnly;

    @Option(
            names = "--max-transfers",
            paramLabel = "N",
            defaultValue = "64",
            description =
                    "At most so many transfers at once, 1..500, 1 MiB of memory "
                            + "each; others get EDVSAGAIN (default: ${DEFAULT-VALUE}).")
    private int transfers;

    @Option(
            names = "--disk-threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "So many threads read and write, 1..64 (default: ${DEFAULT-VALUE}).")
    private int diskThreads;

    @Option(
            names = "--copy-timeout",
            paramLabel = "SECS",
            defaultValue = "10",
            description =
                    "How long one copy (1 MiB) to or from a client may take; "
                            + "all others wait so long (default: ${DEFAULT-VALUE}).")
    private int copySeconds;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECS",
            defaultValue = "150",
            description =
                    "Give up a transfer whose client has said nothing for so "
                            + "long; m3ftp repeats for 120 s (default: ${DEFAULT-VALUE}).")
    private int idleSeconds;

    @Option(names = "--quiet", description = "No line for each transfer.")
    private boolean quiet;

    @Option(names = "--exit-with-stdin", description = "End, with 0, when standard input ends.")
    private boolean exitWithStdin;

    @Mixin private AttachOptions attach;

    private final RareLines rare = RareLines.ofServer();

    private M3ftpd() {}

    /** Runs the program. */
    public static void main(String[] args) {
        Program.main(new M3ftpd(), args);
    }

    @Override
    public Integer call() {
        checkRange("--max-transfers", transfers, MOST_TRANSFERS);
        checkRange("--disk-threads", diskThreads, MOST_THREADS);
        checkRange("--copy-timeout", copySeconds, MOST_SECONDS);
        checkRange("--idle-timeout", idleSeconds, MOST_SECONDS);
        ServedDirectory files = files();
        AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
        try (Stop stop = Stop.onSignal(() -> wake.get().run())) {
            if (exitWithStdin) {
                stop.orEndOf(System.in);
            }
            try (Dvk dvk = attach.attach();
                    Endpoint me = AttachOptions.bind(dvk, dcid, endpoint, "m3ftpd")) {
                FtpServer server =
                        new FtpServer(
                                me, files, settings(), this::log, this::complain, System::nanoTime);
                wake.set(server::wake);
                say(
                        "ready: container "
                                + dcid
                                + ", endpoint "
                                + me.number()
                                + ", node "
                                + dvk.nodeId()
                                + ", directory "
                                + Safe.quoted(files.root().toString())
                                + (readOnly ? ", read-only" : ""));
                if (!readOnly) {
                    clearStale(files);
                }
                server.run(stop::requested);
            }
        }
        return ExitStatus.OK;
    }

    /** Beside the service: a tree may be big. */
    private void clearStale(ServedDirectory files) {
        Thread thread =
                new Thread(
                        () -> {
                            int removed = files.clearStale();
                            if (removed > 0) {
                                log("removed partial files that a server left: " + removed);
                            }
                        },
                        "m3ftpd-clears");
        thread.setDaemon(true);
        thread.start();
    }

    private FtpServer.Settings settings() {
        return new FtpServer.Settings(
                transfers,
                diskThreads,
                Duration.ofSeconds(copySeconds),
                Duration.ofSeconds(idleSeconds));
    }

    private ServedDirectory files() {
        try {
            return ServedDirectory.at(root, readOnly);
        } catch (IOException e) {
            throw new Failure(
                    ExitStatus.LOCAL_FILE,
                    "cannot serve " + Safe.quoted(root.toString()) + ": " + DiskErrors.words(e),
                    e);
        }
    }

    private void checkRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; allowed: 1.." + most);
        }
    }

    private void log(String line) {
        if (!quiet) {
            say(line);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private void complain(String line) {
        PrintWriter err = spec.commandLine().getErr();
        rare.line("m3ftpd: " + line, System.nanoTime()).ifPresent(err::println);
    }
}
