package org.dsp.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dsp.core.agent.AgentFormatException;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.NodeFileSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool that is a member of the group for a moment, {@code DLB_CMD_nn}: agents do not count it.
 * One thread.
 */
public final class GroupTool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupTool.class);

    /** What may wait to be sent, in bytes: a cluster file and more. */
    private static final int OUTBOX = 4 << 20;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Event> joining = new LinkedBlockingQueue<>();
    private final long incarnation = new SecureRandom().nextLong() | 1L;
    private final GroupTransport group;
    private final int nodeId;

    /** What a member said. */
    public record Received(Member from, AgentMessage message) {}

    private record Event(Optional<GroupView> view, Optional<GroupException> failure) {}

    private GroupTool(GroupOptions options, int nodeId) {
        this.nodeId = nodeId;
        this.group =
                new GroupTransport(
                        options, () -> Member.tool(nodeId, incarnation), new FromGroup(), OUTBOX);
    }

    /**
     * Joins the group that a node file describes, from a machine that need not have a daemon.
     *
     * @param nodeFile whose {@code group} is not {@code none}
     * @param cluster where a static group without members is looked for
     * @param timeout after which nobody is there
     * @throws GroupException if the group cannot be joined, or has no agent
     */
    public static GroupTool join(
            NodeFileSettings nodeFile, Optional<ClusterConfig> cluster, Duration timeout) {
        GroupOptions node = GroupOptions.ofNode(nodeFile, cluster);
        return join(node, nodeFile.nodeId(), timeout);
    }

    /**
     * Joins a group, at the first of the tools' ports that is free on this machine.
     *
     * @param options as a node of the group has them
     * @param nodeId the nn of its name
     */
    public static GroupTool join(GroupOptions options, int nodeId, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int start = new SecureRandom().nextInt(GroupSettings.TOOLS);
        Optional<GroupException> taken = Optional.empty();
        for (int i = 0; i < GroupSettings.TOOLS; i++) {
            int number = (start + i) % GroupSettings.TOOLS;
            GroupTool tool =
                    new GroupTool(
                            GroupOptions.ofTool(options.multicast(), options.settings(), number),
                            nodeId);
            taken = tool.begin(deadline);
            if (taken.isEmpty()) {
                return tool;
            }
            tool.close();
        }
        throw taken.orElseThrow();
    }

    /**
     * Joins.
     *
     * @return why its port cannot be used
     * @throws GroupException if nobody is there by {@code deadline}
     */
    private Optional<GroupException> begin(long deadline) {
        group.start();
        try {
            while (true) {
                long left = Math.max(0, deadline - System.nanoTime());
                Event event = joining.poll(left, TimeUnit.NANOSECONDS);
                if (event == null) {
                    close();
                    throw new GroupException("no agent in the group; " + group.where());
                }
                if (event.failure().isPresent()) {
                    return event.failure();
                }
                if (event.view().orElseThrow().members().stream().anyMatch(Member::isAgent)) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GroupException("interrupted while joining the group", e);
        }
    }

    /** Who it is. */
    public Member self() {
        return Member.tool(nodeId, incarnation);
    }

    /** To all members. */
    public void multicast(AgentMessage message) {
        group.multicast(message);
    }

    /** What a member said, in order for each; empty after {@code timeout}. */
    public Optional<Received> poll(Duration timeout) {
        try {
            return Optional.ofNullable(received.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Who is in the group now. */
    public List<Member> members() {
        return group.members();
    }

    /** Leaves. */
    @Override
    public void close() {
        group.close();
    }

    /** What the group tells, on its threads. */
    private final class FromGroup implements GroupEvents {
        @Override
        public void view(GroupView view) {
            joining.add(new Event(Optional.of(view), Optional.empty()));
        }

        @Override
        public void packet(Member from, byte[] packet) {
            try {
                Packets.split(packet, message -> received.add(new Received(from, message)));
            } catch (AgentFormatException e) {
                LOG.warn("what {} said is not understood: {}", from, e.getMessage());
            }
        }

        @Override
        public void failed(GroupException why) {
            joining.add(new Event(Optional.empty(), Optional.of(why)));
        }
    }
}
