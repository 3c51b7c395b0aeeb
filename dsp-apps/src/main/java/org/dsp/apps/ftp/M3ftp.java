package org.dsp.apps.ftp;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.dsp.apps.cli.AttachOptions;
import org.dsp.apps.cli.BuildVersion;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.apps.cli.PeerOptions;
import org.dsp.apps.cli.Program;
import org.dsp.apps.cli.Safe;
import org.dsp.apps.cli.Stop;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code m3ftp}: copies one file from or to an m3ftpd. */
@Command(
        name = "m3ftp",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        description = {
            "Copies a file from (-g) or to (-p) an m3ftpd.",
            "",
            "The file appears complete or not at all: until then it is .m3ftp-*.part in",
            "the same directory, removed on an error or Ctrl-C. A request that times out,",
            "or finds no link, is repeated 3 times."
        })
public final class M3ftp implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Direction direction;

    /** One of the two. */
    static final class Direction {
        @Option(
                names = {"-g", "--get"},
                required = true,
                description = "Get rmt_fname from the server, as lcl_fname.")
        private boolean get;

        @Option(
                names = {"-p", "--put"},
                required = true,
                description = "Put lcl_fname on the server, as rmt_fname.")
        @SuppressWarnings("UnusedVariable") // picocli sees to it that it is set if get is not
        private boolean put;
    }

    @Parameters(index = "0", paramLabel = "<dcid>", description = "The container.")
    private int dcid;

    @Parameters(
            index = "1",
            paramLabel = "<clt_ep>",
            description = "The endpoint to be; a client's (by default 30..220).")
    private int clientEndpoint;

    @Parameters(index = "2", paramLabel = "<srv_ep>", description = "The server's endpoint.")
    private int serverEndpoint;

    @Parameters(
            index = "3",
            paramLabel = "<rmt_fname>",
            description = "The file there, below the server's directory.")
    private String remote;

    @Parameters(index = "4", paramLabel = "<lcl_fname>", description = "The file here.")
    private Path local;

    @Option(
            names = "--timeout",
            paramLabel = "SECS",
            defaultValue = "30",
            description =
                    "How long to wait for each answer, 1 or more (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = "--progress",
            negatable = true,
            description = "Show the progress, or not; else if standard error is a terminal.")
    private Optional<Boolean> watched = Optional.empty();

    @Option(names = "--quiet", description = "No line at the end.")
    private boolean quiet;

    @Mixin private PeerOptions peer;
    @Mixin private AttachOptions attach;

    private M3ftp() {}

    /** Runs the program. */
    public static void main(String[] args) {
        Program.main(new M3ftp(), args);
    }

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeout + "; allowed: 1 or more");
        }
        byte[] path = remote.getBytes(StandardCharsets.UTF_8);
        if (path.length < 1 || path.length > FtpProtocol.MAX_PATH) {
            throw new ParameterException(
                    spec.commandLine(),
                    "<rmt_fname> has "
                            + path.length
                            + " bytes; allowed: 1.."
                            + FtpProtocol.MAX_PATH);
        }
        Thread main = Thread.currentThread();
        try (Stop stop = Stop.onSignal(main::interrupt)) {
            try (Dvk dvk = attach.attach();
                    Endpoint me = AttachOptions.bind(dvk, dcid, clientEndpoint, "m3ftp")) {
                peer.know(me, serverEndpoint);
                transfer(me, path);
            } catch (DvkException | Failure e) {
                if (!stop.requested()) {
                    throw e;
                }
                // Here, as the JVM may end as soon as the stop is closed.
                err().println("m3ftp: " + what() + " was interrupted");
                return ExitStatus.CALL;
            }
        }
        return ExitStatus.OK;
    }

    private void transfer(Endpoint me, byte[] path) {
        Chunk chunk = register(me, ByteBuffer.allocateDirect(FtpProtocol.CHUNK));
        Chunk name = register(me, ByteBuffer.wrap(path));
        Conversation conversation =
                new Conversation(
                        new EndpointLink(me, peer),
                        what(),
                        serverEndpoint,
                        Duration.ofSeconds(timeout));
        long start = System.nanoTime();
        try {
            long bytes =
                    direction.get
                            ? get(conversation, name, path.length, chunk)
                            : put(conversation, name, path.length, chunk);
            say(bytes, System.nanoTime() - start);
        } catch (DvkException e) {
            throw new Failure(ExitStatus.CALL, what() + ": " + e.getMessage(), e);
        } finally {
            // A signal's interrupt has done its work; the last word shall not meet it.
            Thread.interrupted();
            conversation.cancel();
        }
    }

    private long get(Conversation conversation, Chunk name, int length, Chunk chunk) {
        try {
            ServedFiles.Target target = LocalFiles.create(local);
            try {
                OptionalLong size = conversation.get(name, length);
                return fetch(conversation, chunk, target, size);
            } finally {
                target.discard();
            }
        } catch (IOException e) {
            throw LocalFiles.failure("cannot write", local, e);
        }
    }

    private long fetch(
            Conversation conversation, Chunk chunk, ServedFiles.Target target, OptionalLong size)
            throws IOException {
        ProgressBar bar = bar(size);
        long bytes;
        try {
            bytes = Fetch.run(conversation, chunk, target, bar::show);
        } finally {
            bar.end();
        }
        noteChange(size, bytes);
        return bytes;
    }

    private long put(Conversation conversation, Chunk name, int length, Chunk chunk) {
        try (FileChannel source = LocalFiles.open(local)) {
            OptionalLong size =
                    Files.isRegularFile(local)
                            ? OptionalLong.of(source.size())
                            : OptionalLong.empty();
            conversation.put(name, length);
            ProgressBar bar = bar(size);
            try {
                return Store.run(conversation, chunk, source, bar::show);
            } finally {
                bar.end();
            }
        } catch (IOException e) {
            throw LocalFiles.failure("cannot read", local, e);
        }
    }

    private ProgressBar bar(OptionalLong size) {
        boolean wanted = watched.orElseGet(Terminal::isStderr);
        return ProgressBar.of(err(), wanted, local.getFileName().toString(), size);
    }

    private void noteChange(OptionalLong announced, long bytes) {
        if (announced.isPresent() && announced.getAsLong() != bytes) {
            err().println(
                            "m3ftp: note: "
                                    + Safe.quoted(remote)
                                    + " changed while it was read: it had "
                                    + announced.getAsLong()
                                    + " bytes, "
                                    + bytes
                                    + " came");
        }
    }

    private void say(long bytes, long nanos) {
        if (!quiet) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("m3ftp: " + what() + ": " + Amounts.summary(bytes, nanos));
        }
    }

    private String what() {
        return (direction.get ? "get " : "put ") + Safe.quoted(remote);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static Chunk register(Endpoint me, ByteBuffer memory) {
        return new Chunk(me.memory().register(memory).address(), memory);
    }
}
