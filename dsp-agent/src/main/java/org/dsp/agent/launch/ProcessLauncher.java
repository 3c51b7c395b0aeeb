package org.dsp.agent.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.StartOrder;
import org.slf4j.Logger;

/**
 * Starts and ends programs, as it is told. Its calls return at once, from any thread; the work is
 * done on a thread of its own, and each program's output on one more. What a daemon before this one
 * left behind is ended first.
 */
public final class ProcessLauncher implements ProcessPort, AutoCloseable {
    private static final Logger LOG = LaunchLog.LOG;
    private static final Path PROC = Path.of("/proc");
    private static final Path PASSWD = Path.of("/etc/passwd");

    /** Between two looks at programs that are to end. */
    private static final long LOOK_MS = 20;

    /** Between two looks at programs that have backgrounded themselves. */
    private static final long IDLE_LOOK_MS = 500;

    /** Longest wait, at the daemon's end, for programs that were asked to end. */
    private static final long CLOSE_TERM_MS = 1500;

    /** And then for those that were killed. */
    private static final long CLOSE_KILL_MS = 500;

    /** Longest wait for what a program said before it failed. */
    private static final long LAST_WORDS_MS = 200;

    private final LaunchSettings settings;
    private final Path directory;
    private final Path socket;
    private final ProgramEvents events;
    private final ProcTable table = new ProcTable(PROC);
    private final Processes processes = new Processes(table);
    private final Map<Long, Program> programs = new HashMap<>();
    private final ScheduledThreadPoolExecutor thread;
    private final LateOutput late;
    private Optional<Starter> starter = Optional.empty();
    private Future<?> nextLook = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> empty = new CompletableFuture<>();
    private boolean closing;

    /**
     * Makes a launcher. Nothing starts before what was left behind has ended. Its directory is made
     * at the first start: where none happens, none is needed.
     *
     * @param nodeId of this node: daemons that share a machine share no directory
     * @param socket where programs attach
     * @param events is told what happens
     */
    public ProcessLauncher(LaunchSettings settings, int nodeId, Path socket, ProgramEvents events) {
        this.settings = settings;
        this.directory = settings.launchDirectory().resolve("node" + nodeId);
        this.socket = socket;
        this.events = events;
        thread = new ScheduledThreadPoolExecutor(1, ProcessLauncher::newThread);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        late = new LateOutput(thread);
        onThread(this::begin);
    }

    private static Thread newThread(Runnable work) {
        Thread made = new Thread(work, "launcher");
        made.setDaemon(true);
        return made;
    }

    private void begin() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            starter().prepare();
        } catch (LaunchException e) {
            LOG.warn("what an earlier daemon left behind is not known: {}", e.getMessage());
        }
    }

    private Starter starter() {
        if (starter.isEmpty()) {
            starter = Optional.of(newStarter());
        }
        return starter.get();
    }

    private Starter newStarter() {
        try {
            OwnDirectory.make(directory);
            Journal journal = new Journal(directory);
            new Leftovers(journal, table, processes, settings.launchStop().toNanos()).end();
            return new Starter(
                    settings,
                    directory,
                    new CommandLine(settings, socket, System.getenv()),
                    new LaunchUser(settings.launchUser(), PASSWD),
                    journal,
                    table);
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchException("launch_directory " + directory + ": " + e, e);
        }
    }

    @Override
    public void start(StartOrder order) {
        onThread(() -> begin(order));
    }

    @Override
    public void signal(long instance, Signal signal) {
        onThread(
                () -> {
                    Program program = programs.get(instance);
                    if (program != null) {
                        program.signal(processes, signal == Signal.KILL);
                        lookAgain();
                    }
                });
    }

    /** Nothing is kept of one that is over. */
    @Override
    public void forget(long instance) {
        LOG.debug("program {} is over", instance);
    }

    private void onThread(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            LOG.debug("the launcher has ended", closed);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("an error in the launcher; it goes on", e);
        }
    }

    private void begin(StartOrder order) {
        if (closing) {
            events.startFailed(order.instance(), "the daemon stops");
            return;
        }
        try {
            Program program = starter().start(order);
            programs.put(order.instance(), program);
            events.started(order.instance(), program.first().pid());
            // Whoever waits for it is the launcher's thread, by its queue.
            CompletableFuture<Void> unused =
                    program.first().onExit().thenRun(() -> onThread(() -> ended(program)));
        } catch (LaunchException e) {
            events.startFailed(order.instance(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} cannot be started", Program.label(order), e);
            events.startFailed(order.instance(), "cannot be started: " + e);
        }
        starter.ifPresent(Starter::prepare);
    }

    private void ended(Program program) {
        boolean alive = lives(program);
        if (alive) {
            told(program, true);
        } else {
            // What it said last may still be in the pipe: it is part of what is told, and the next
            // program of this endpoint writes to the same file.
            CompletableFuture<Void> unused =
                    program.output()
                            .ended()
                            .completeOnTimeout(null, LAST_WORDS_MS, TimeUnit.MILLISECONDS)
                            .thenRun(() -> onThread(() -> told(program, false)));
        }
    }

    private void told(Program program, boolean alive) {
        program.firstHasEnded();
        events.exited(
                program.order().instance(), program.first().exitValue(), program.exitText(), alive);
        if (alive) {
            lookAgain();
        } else {
            gone(program);
        }
    }

    private boolean lives(Program program) {
        try {
            return !program.living(processes, processes.now()).isEmpty();
        } catch (UncheckedIOException e) {
            LOG.warn("whether {} lives is not known yet", Program.label(program.order()), e);
            return true;
        }
    }

    private void gone(Program program) {
        programs.remove(program.order().instance());
        late.end(program.output());
        starter.ifPresent(each -> each.forget(program));
        events.gone(program.order().instance());
        tellEmpty();
    }

    private void tellEmpty() {
        if (programs.isEmpty()) {
            empty.complete(null);
        }
    }

    /** Programs that are to end are looked for soon, others now and then. */
    private void lookAgain() {
        nextLook.cancel(false);
        List<Program> watched = programs.values().stream().filter(Program::watched).toList();
        if (!watched.isEmpty() && !thread.isShutdown()) {
            long delay = watched.stream().anyMatch(Program::toEnd) ? LOOK_MS : IDLE_LOOK_MS;
            nextLook = thread.schedule(() -> guarded(this::look), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            List<ProcEntry> all = processes.now();
            for (Program program : List.copyOf(programs.values())) {
                if (program.watched() && !program.look(processes, all)) {
                    gone(program);
                }
            }
        } catch (UncheckedIOException e) {
            LOG.warn("programs cannot be looked for", e);
        } finally {
            lookAgain();
        }
    }

    /** Asks all programs to end, kills those that do not, and waits for that, 2 s at most. */
    @Override
    public void close() {
        endAll(false, Math.min(settings.launchStop().toMillis(), CLOSE_TERM_MS));
        endAll(true, CLOSE_KILL_MS);
        onThread(
                () -> {
                    late.close();
                    starter.ifPresent(Starter::close);
                });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_KILL_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("programs are not all ended in time; the next daemon ends them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAll(boolean kill, long millis) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        onThread(
                () -> {
                    closing = true;
                    empty = all;
                    programs.values().forEach(program -> program.signal(processes, kill));
                    lookAgain();
                    tellEmpty();
                });
        try {
            all.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("programs do not end in {} ms", millis, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed so", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
