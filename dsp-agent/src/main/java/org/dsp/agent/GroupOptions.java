package org.dsp.agent;

import java.util.List;
import java.util.Optional;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.NetworkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.NodeFileSettings.Group;

/**
 * How one member meets the others.
 *
 * @param multicast whether by multicast, else at {@code members}
 * @param settings names, addresses and port bases; its members are those to look at
 * @param slot port of this member, counted from the bases: a node's id, or {@link
 *     NetworkSettings#SPAN} and more for a tool
 */
public record GroupOptions(boolean multicast, GroupSettings settings, int slot) {
    public GroupOptions {
        if (slot < 0 || slot >= GroupSettings.SPAN) {
            throw new IllegalArgumentException(
                    "slot " + slot + "; allowed 0 to " + (GroupSettings.SPAN - 1));
        }
    }

    /**
     * Those of a daemon.
     *
     * @param cluster its nodes are looked at when the node file names no members
     */
    public static GroupOptions ofNode(NodeFileSettings node, Optional<ClusterConfig> cluster) {
        return new GroupOptions(
                node.group() == Group.MULTICAST,
                withMembers(node.membership(), cluster),
                node.nodeId());
    }

    /**
     * Those of a tool that joins for a moment.
     *
     * @param number of the tool on this machine, from 0 to {@link GroupSettings#TOOLS} - 1
     */
    public static GroupOptions ofTool(boolean multicast, GroupSettings settings, int number) {
        return new GroupOptions(multicast, settings, NetworkSettings.SPAN + number);
    }

    /** The same for another slot. */
    GroupOptions at(int other) {
        return new GroupOptions(multicast, settings, other);
    }

    /** Its port in the group. */
    int port() {
        return settings.groupPort(slot);
    }

    /** From its port in the group to that of its failure detection. */
    int fdOffset() {
        return settings.fdPortBase() - settings.groupPortBase();
    }

    private static GroupSettings withMembers(GroupSettings given, Optional<ClusterConfig> cluster) {
        if (!given.members().isEmpty() || cluster.isEmpty()) {
            return given;
        }
        List<GroupMember> members =
                cluster.get().nodes().stream()
                        .map(node -> new GroupMember(node.nodeId(), node.address()))
                        .toList();
        return new GroupSettings(
                given.address(),
                members,
                given.groupName(),
                given.groupPortBase(),
                given.fdPortBase(),
                given.multicastAddress(),
                given.multicastPort(),
                given.configWait(),
                given.stateDirectory());
    }
}
