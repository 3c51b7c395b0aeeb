package org.dsp.daemon;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dsp.agent.launch.ProcessLauncher;
import org.dsp.agent.launch.ProgramEvents;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.Token;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodePrograms;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of services: brings what becomes of them from the launcher's thread to the loop. */
final class Programs implements ProgramEvents, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

    private final SecureRandom random = new SecureRandom();
    private final Executor executor;
    private final ShellLoop loop;
    private final Supplier<Node> node;
    private final LaunchSettings settings;
    private final ProcessLauncher launcher;

    /**
     * @param executor runs on the loop
     * @param node asked for when something happens, not before
     */
    Programs(NodeFileSettings file, Executor executor, ShellLoop loop, Supplier<Node> node) {
        this.executor = executor;
        this.loop = loop;
        this.node = node;
        this.settings = file.launch();
        this.launcher = new ProcessLauncher(settings, file.nodeId(), file.attach().socket(), this);
    }

    /** How the node starts them. */
    NodePrograms port() {
        LaunchLimits limits =
                new LaunchLimits(
                        settings.startsAtOnce(Runtime.getRuntime().availableProcessors()),
                        settings.launchPrograms(),
                        settings.launchStop().toNanos());
        return new NodePrograms(limits, launcher, this::token);
    }

    private Token token() {
        // Not zero, and as good as any other number.
        return new Token(random.nextLong() | 1L, random.nextLong());
    }

    @Override
    public void started(long instance, long pid) {
        onLoop(each -> each.programStarted(instance, Math.toIntExact(pid)));
    }

    @Override
    public void startFailed(long instance, String why) {
        onLoop(each -> each.programFailed(instance, why, loop.now()));
    }

    @Override
    public void exited(long instance, int status, String text, boolean alive) {
        onLoop(each -> each.programExited(instance, status, text, alive, loop.now()));
    }

    @Override
    public void gone(long instance) {
        onLoop(each -> each.programGone(instance, loop.now()));
    }

    private void onLoop(Consumer<Node> event) {
        try {
            executor.execute(
                    () -> {
                        try {
                            event.accept(node.get());
                        } catch (Throwable error) {
                            loop.fatal(error);
                        }
                    });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the event loop has ended", stopped);
        }
    }

    /** Ends all of them, within 2 s. */
    @Override
    public void close() {
        launcher.close();
    }
}
