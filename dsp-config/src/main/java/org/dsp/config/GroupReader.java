package org.dsp.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.BindAddress;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.NetworkSettings;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.core.config.Texts;

/** What a node file says about the group. */
final class GroupReader {
    private final BlockReader reader;
    private final MembersReader members;

    GroupReader(BlockReader reader, Problems problems) {
        this.reader = reader;
        this.members = new MembersReader(reader, problems);
    }

    /** Whether an entry of the members is wrong; that is reported. */
    boolean faulty() {
        return members.faulty();
    }

    /**
     * Reads its settings; none of them may be wrong.
     *
     * @param bindAddress where the receiver listens
     * @param stateDirectory where the configuration is kept
     */
    Optional<GroupSettings> settings(String bindAddress, Path stateDirectory) {
        GroupSettings otherwise = GroupSettings.defaults(NetworkSettings.DEFAULT.bindAddress());
        String address =
                reader.text("address", BindAddress::isAddress, BindAddress.RULE)
                        .orElse(bindAddress);
        String name =
                reader.text("group_name", Texts::isName, Texts.NAME_RULE)
                        .orElse(otherwise.groupName());
        int port = number("group_port_base", GroupSettings.PORT_BASES, otherwise.groupPortBase());
        int fdPort = number("fd_port_base", GroupSettings.PORT_BASES, otherwise.fdPortBase());
        if (!GroupSettings.apart(port, fdPort)) {
            near("fd_port_base", fdPort, "group_port_base", port);
        }
        String multicast =
                reader.text(
                                "multicast_address",
                                BindAddress::isMulticast,
                                BindAddress.MULTICAST_RULE)
                        .orElse(otherwise.multicastAddress());
        int multicastPort =
                number("multicast_port", GroupSettings.PORTS, otherwise.multicastPort());
        OptionalInt wait = reader.integer("config_wait_ms", GroupSettings.CONFIG_WAIT);
        if (reader.faulty() || faulty()) {
            return Optional.empty();
        }
        return Optional.of(
                new GroupSettings(
                        address,
                        members.members(),
                        name,
                        port,
                        fdPort,
                        multicast,
                        multicastPort,
                        wait.isPresent()
                                ? Duration.ofMillis(wait.getAsInt())
                                : otherwise.configWait(),
                        stateDirectory));
    }

    /** Reports what only matters, and is only wrong, with a group. */
    void judge(Group group, GroupSettings settings, NetworkSettings network, Duration linkGrace) {
        if (BindAddress.isWildcard(settings.address())) {
            reader.error(
                    reader.has("address") ? "address" : "bind_address",
                    "others cannot reach " + Quoted.of(settings.address()),
                    "allowed an \"address\" of this node that they can reach");
        }
        if (!network.insecure() && !BindAddress.isLoopback(settings.address())) {
            reader.error(
                    reader.has("address") ? "address" : "group",
                    "address "
                            + Quoted.of(settings.address())
                            + " can be reached by others, without keys",
                    "allowed a loopback address, or \"insecure: yes\" beside it");
        }
        boolean nobody = settings.members().isEmpty() && !reader.has("cluster_file");
        if (group == Group.STATIC && nobody) {
            reader.error(
                    "group",
                    "nobody to look for: neither members nor cluster_file",
                    "allowed with at least one of them");
        }
        if (linkGrace.compareTo(GroupSettings.SILENCE) >= 0) {
            String wrong = "link_grace_ms %d is not below the failure detection of the group";
            reader.error(
                    "link_grace_ms",
                    wrong.formatted(linkGrace.toMillis()),
                    "allowed less than " + GroupSettings.SILENCE.toMillis());
        }
        apart("group_port_base", settings.groupPortBase(), network);
        apart("fd_port_base", settings.fdPortBase(), network);
    }

    private void apart(String name, int base, NetworkSettings network) {
        List<Integer> others = List.of(network.receiverPortBase(), network.senderPortBase());
        Optional<Integer> near = GroupSettings.tooNear(base, others);
        if (near.isPresent()) {
            boolean receivers = near.get() == network.receiverPortBase();
            near(name, base, receivers ? "receiver_port_base" : "sender_port_base", near.get());
        }
    }

    private void near(String name, int base, String other, int otherBase) {
        reader.error(
                reader.has(name) ? name : other,
                "%s %d is too near to %s %d".formatted(name, base, other, otherBase),
                "allowed " + GroupSettings.SPAN + " or more apart");
    }

    private int number(String name, IntRange range, int otherwise) {
        return reader.integer(name, range).orElse(otherwise);
    }
}
