package org.dsp.agent.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.launch.StartOrder;
import org.slf4j.Logger;

/** Forks: journal, pipe, process, journal. Used by the launcher's thread. */
final class Starter {
    private static final Logger LOG = LaunchLog.LOG;
    private static final File NULL = new File("/dev/null");

    private final LaunchSettings settings;
    private final Path directory;
    private final CommandLine commandLine;
    private final LaunchUser user;
    private final Journal journal;
    private final ProcTable table;
    private final Pipes pipes;
    private final String bootId;

    /**
     * @param directory of output, journal and pipes; exists
     */
    Starter(
            LaunchSettings settings,
            Path directory,
            CommandLine commandLine,
            LaunchUser user,
            Journal journal,
            ProcTable table)
            throws IOException {
        this.settings = settings;
        this.directory = directory;
        this.commandLine = commandLine;
        this.user = user;
        this.journal = journal;
        this.table = table;
        this.pipes = new Pipes(directory);
        this.bootId = table.bootId();
    }

    /** Makes the next start quicker. */
    void prepare() {
        pipes.refill();
    }

    /** Nothing of it lives: the next daemon need not know of it. */
    void forget(Program program) {
        journal.remove(Program.name(program.order()));
    }

    /** No start follows. */
    void close() {
        pipes.clear();
    }

    /**
     * Starts a program. It is in the journal before it is a process, and with its pid after.
     *
     * @throws LaunchException if it cannot; nothing is left behind
     */
    Program start(StartOrder order) {
        List<String> arguments = commandLine.arguments(order, user);
        Map<String, String> environment = commandLine.environment(order);
        JournalEntry entry =
                new JournalEntry(
                        order.service(),
                        order.dcid(),
                        order.serverEndpoint(),
                        bootId,
                        Mark.ofToken(order.token(), table.now()));
        String name = Program.name(order);
        journal.put(name, entry);
        try {
            Capture capture = capture(order);
            try {
                return started(order, fork(arguments, environment, capture), entry, capture);
            } catch (LaunchException e) {
                capture.close();
                throw e;
            }
        } catch (LaunchException e) {
            journal.remove(name);
            throw e;
        }
    }

    private Program started(
            StartOrder order, Process process, JournalEntry entry, Capture capture) {
        OptionalLong first =
                table.entry(process.pid()).stream().mapToLong(ProcEntry::started).findAny();
        Mark known =
                new Mark(
                        order.token(), OptionalLong.of(process.pid()), entry.mark().since(), first);
        try {
            journal.put(Program.name(order), entry.with(known));
        } catch (LaunchException e) {
            // The entry from before the fork stays: its token is enough to find the program.
            LOG.warn("{} runs, but {}", Program.label(order), e.getMessage());
        }
        return new Program(order, process, known, capture);
    }

    private Capture capture(StartOrder order) {
        Path pipe = pipes.take();
        Path file = directory.resolve(Program.output(order));
        try {
            OutputFile out =
                    new OutputFile(
                            file, settings.launchOutputBytes(), settings.launchOutputFiles());
            return captureTo(pipe, out);
        } catch (IOException e) {
            Pipes.remove(pipe);
            throw new LaunchException("output cannot be captured: " + e, e);
        }
    }

    private static Capture captureTo(Path pipe, OutputFile out) throws IOException {
        try {
            return new Capture(pipe, out);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    private static Process fork(
            List<String> arguments, Map<String, String> environment, Capture capture) {
        ProcessBuilder builder =
                new ProcessBuilder(arguments)
                        .directory(new File("/"))
                        .redirectInput(NULL)
                        .redirectOutput(capture.pipe().toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LaunchException(arguments.get(0) + ": " + e.getMessage(), e);
        } finally {
            capture.begun();
        }
    }
}
