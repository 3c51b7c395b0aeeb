package org.dsp.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node meets the others of its group. Without a group all of it is ignored.
 *
 * @param address of this node, that others reach it at: IPv4, IPv6 or {@code localhost}
 * @param members where a static group looks for others; empty = the nodes of the cluster file
 * @param groupName of the group; members of another one are not met
 * @param groupPortBase port of node 0 in the group, in {@link #PORT_BASES}; node n has base + n
 * @param fdPortBase port of node 0's failure detection, in {@link #PORT_BASES}, at least {@value
 *     #SPAN} away from {@code groupPortBase}
 * @param multicastAddress of a multicast group, IPv4 or IPv6
 * @param multicastPort in {@link #PORTS}
 * @param configWait how long nobody has to be configured before what is on disk is proposed
 * @param stateDirectory where the configuration is kept
 */
public record GroupSettings(
        String address,
        List<GroupMember> members,
        String groupName,
        int groupPortBase,
        int fdPortBase,
        String multicastAddress,
        int multicastPort,
        Duration configWait,
        Path stateDirectory) {
    /** Ports of one base: one for each node id, and {@value #TOOLS} for tools that join. */
    public static final int SPAN = NetworkSettings.SPAN + 100;

    /** Tools that can be members at once on one machine. */
    public static final int TOOLS = SPAN - NetworkSettings.SPAN;

    /** Bases whose last tool still has a port. */
    public static final IntRange PORT_BASES = new IntRange(1, 65_536 - SPAN);

    public static final IntRange PORTS = new IntRange(1, 65_535);

    /** Milliseconds. */
    public static final IntRange CONFIG_WAIT = new IntRange(100, 600_000);

    /** When a member that says nothing is suspected. */
    public static final Duration SILENCE = Duration.ofSeconds(6);

    /** The second note's name of the group. */
    public static final String DEFAULT_NAME = "DLB";

    public static final int DEFAULT_GROUP_PORT_BASE = 7800;
    public static final int DEFAULT_FD_PORT_BASE = 8400;
    public static final String DEFAULT_MULTICAST_ADDRESS = "239.68.76.66";
    public static final int DEFAULT_MULTICAST_PORT = 7799;
    public static final Duration DEFAULT_CONFIG_WAIT = Duration.ofSeconds(3);
    public static final Path DEFAULT_STATE_DIRECTORY = Path.of("/var/lib/dsp");

    public GroupSettings {
        if (!BindAddress.isAddress(address)) {
            throw new IllegalArgumentException(
                    "address \"" + address + "\"; allowed " + BindAddress.RULE);
        }
        members = List.copyOf(members);
        Set<Integer> ids = new HashSet<>();
        for (GroupMember member : members) {
            if (!ids.add(member.node())) {
                throw new IllegalArgumentException(
                        "members: node " + member.node() + "; allowed once");
            }
        }
        Texts.checkName("group_name", groupName);
        PORT_BASES.check("group_port_base", groupPortBase);
        PORT_BASES.check("fd_port_base", fdPortBase);
        if (!apart(groupPortBase, fdPortBase)) {
            throw new IllegalArgumentException(
                    "fd_port_base %d; allowed %d or more away from group_port_base %d"
                            .formatted(fdPortBase, SPAN, groupPortBase));
        }
        if (!BindAddress.isMulticast(multicastAddress)) {
            throw new IllegalArgumentException(
                    "multicast_address \"%s\"; allowed %s"
                            .formatted(multicastAddress, BindAddress.MULTICAST_RULE));
        }
        PORTS.check("multicast_port", multicastPort);
        CONFIG_WAIT.check("config_wait_ms", configWait.toMillis());
    }

    /** What holds by default for a node that listens on {@code address}. */
    public static GroupSettings defaults(String address) {
        return new GroupSettings(
                address,
                List.of(),
                DEFAULT_NAME,
                DEFAULT_GROUP_PORT_BASE,
                DEFAULT_FD_PORT_BASE,
                DEFAULT_MULTICAST_ADDRESS,
                DEFAULT_MULTICAST_PORT,
                DEFAULT_CONFIG_WAIT,
                DEFAULT_STATE_DIRECTORY);
    }

    /** Whether no port of one base is a port of the other. */
    public static boolean apart(int base, int other) {
        return Math.abs(base - other) >= SPAN;
    }

    /** The first of {@code others} whose ports overlap with those of {@code base}. */
    public static Optional<Integer> tooNear(int base, List<Integer> others) {
        return others.stream().filter(other -> !apart(base, other)).findFirst();
    }

    /** The port of {@code node} in the group. */
    public int groupPort(int node) {
        return groupPortBase + node;
    }
}
