package org.dsp.daemon;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dsp.core.admin.AdminError;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.EndpointStatus;
import org.dsp.core.node.Node;
import org.dsp.core.session.NodeSessions;
import org.dsp.net.ShellLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node, as the admin socket sees it: each question is a task of the event loop, and its answer
 * comes from there. Any thread asks.
 */
final class AdminNode {
    private static final Logger LOG = LoggerFactory.getLogger(AdminNode.class);

    /**
     * The channels and when they were looked at.
     *
     * @param links by node id
     * @param now ns, of the channels' clock
     */
    record Links(List<ChannelStatus> links, long now) {}

    private final Executor loop;
    private final Node node;
    private final ShellLoop shell;
    private final Credentials own;
    private final TraceTaps taps;

    /**
     * @param loop runs tasks on the event loop's thread
     * @param shell the same loop, as its connections see it
     */
    AdminNode(Executor loop, ShellLoop shell, Node node) {
        this.loop = loop;
        this.shell = shell;
        this.node = node;
        this.taps = new TraceTaps(node, shell);
        this.own = new Credentials((int) ProcessHandle.current().pid(), -1, -1);
    }

    void links(Consumer<Links> answer) {
        ask(() -> new Links(node.links(), shell.now()), answer);
    }

    /**
     * What this node has to do with sessions.
     *
     * @param serving how many it serves
     * @param calling how many its clients have
     */
    record Sessions(int serving, int calling) {}

    void sessions(Consumer<Sessions> answer) {
        ask(() -> new Sessions(node.serverSessions(), node.clientSessions()), answer);
    }

    /** All of them, {@code limit} in full. */
    void sessionList(int limit, Consumer<NodeSessions> answer) {
        ask(() -> node.sessions(limit, shell.now()), answer);
    }

    /** Answers whether this node serves it. */
    void endSession(long id, Consumer<Boolean> answer) {
        ask(() -> node.endSession(id, "ended by an operator", shell.now()), answer);
    }

    /** Frames of a session, or of every one, come into the queue; answers whether it is known. */
    void trace(OptionalLong session, TraceQueue queue, Consumer<Boolean> answer) {
        ask(
                () -> {
                    boolean known = session.isEmpty() || node.knowsSession(session.getAsLong());
                    if (known) {
                        taps.add(session, queue);
                    }
                    return known;
                },
                answer);
    }

    /** No more frames come into the queue. */
    void untrace(TraceQueue queue) {
        ask(
                () -> {
                    taps.remove(queue);
                    return queue;
                },
                gone -> {});
    }

    void endpoints(Consumer<List<EndpointStatus>> answer) {
        ask(() -> node.operator().list(), answer);
    }

    /** Answers 0 or an error number, as the two below. */
    void bind(int dcid, int endpoint, String name, Consumer<Integer> answer) {
        ask(() -> node.operator().bind(dcid, endpoint, name, own, shell.now()), answer);
    }

    void remoteBind(int dcid, int endpoint, int at, String name, Consumer<Integer> answer) {
        ask(() -> node.operator().remoteBind(dcid, endpoint, at, name, shell.now()), answer);
    }

    void unbind(int dcid, int endpoint, Consumer<Integer> answer) {
        ask(() -> node.operator().unbind(dcid, endpoint, shell.now()), answer);
    }

    private <T> void ask(Supplier<T> question, Consumer<T> answer) {
        try {
            loop.execute(
                    () -> {
                        try {
                            T found = question.get();
                            shell.wantsFlush();
                            answer.accept(found);
                        } catch (RuntimeException | Error e) {
                            shell.fatal(e);
                        }
                    });
        } catch (RejectedExecutionException stopped) {
            // The tool is told by the end of its connection, a moment from now.
            LOG.debug("the daemon stops: {}", AdminError.Code.NO_ANSWER, stopped);
        }
    }
}
