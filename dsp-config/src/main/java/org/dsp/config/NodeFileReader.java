package org.dsp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.AdminSettings;
import org.dsp.core.config.AttachSettings;
import org.dsp.core.config.BindAddress;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.LoadSettings;
import org.dsp.core.config.LoadSource;
import org.dsp.core.config.NetworkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.core.config.NodeFileSettings.LogLevel;
import org.dsp.core.config.Texts;
import org.yaml.snakeyaml.nodes.MappingNode;

/** The settings of a node file. Their defaults and ranges are those of the records. */
final class NodeFileReader {
    private static final String LABEL = "the node file";
    private static final Choice<Group> GROUPS = Choice.of(Group.class);

    private final Path file;
    private final BlockReader reader;
    private final OptionalInt nodeId;
    private final Optional<Path> clusterFile;
    private final Optional<Group> group;
    private final GroupReader membership;
    private final NamesReader names;

    private NodeFileReader(Path file, Block block, Problems problems) {
        this.file = file;
        this.reader = new BlockReader(block, problems);
        reader.require("node_id", "allowed " + ClusterNode.IDS);
        reader.require("group", GROUPS.rule());
        this.group = reader.choice("group", GROUPS);
        if (group.isEmpty() || group.get() == Group.NONE) {
            reader.require("cluster_file", "allowed " + Texts.LINE_RULE);
        }
        this.nodeId = reader.integer("node_id", ClusterNode.IDS);
        this.clusterFile = path("cluster_file").map(path -> file.resolveSibling(path).normalize());
        this.membership = new GroupReader(reader, problems);
        this.names = new NamesReader(reader, problems, nodeId);
    }

    /** Empty when the text is no mapping; that is reported. */
    static Optional<NodeFileReader> of(Path file, String text, Problems problems) {
        Optional<MappingNode> root = YamlTree.read(text, problems);
        if (root.isEmpty() && problems.errorCount() == 0) {
            problems.error(
                    new Position(1, 1),
                    "no settings",
                    "allowed a mapping with node_id, group and cluster_file");
        }
        return root.map(mapping -> YamlReader.single(LABEL, mapping, problems))
                .map(block -> new NodeFileReader(file, block, problems));
    }

    /** This node's id, also when something else is wrong. */
    OptionalInt nodeId() {
        return nodeId;
    }

    /** The cluster file, also when something else is wrong. */
    Optional<Path> clusterFile() {
        return clusterFile;
    }

    /** The container names, and where they stand. */
    NamesReader names() {
        return names;
    }

    /** Whether the node is to meet others in a group, as far as that is known. */
    boolean inGroup() {
        return group.isPresent() && group.get() != Group.NONE;
    }

    /** Where the value of a setting stands. */
    Position at(String setting) {
        return reader.at(setting);
    }

    /** To be called once; reports what is wrong. */
    Optional<NodeFileSettings> settings() {
        Optional<String> name = reader.text("node_name", Texts::isName, Texts.NAME_RULE);
        Optional<NetworkSettings> network = network();
        Optional<GroupSettings> members = members(network);
        LoadSettings load = load();
        Optional<LaunchSettings> launch = members.flatMap(this::launch);
        Optional<AttachSettings> attach = attach();
        Optional<AdminSettings> admin = attach.flatMap(this::admin);
        Optional<LinkSettings> link = link();
        int chunks =
                reader.integer("copy_chunks", NodeFileSettings.COPY_CHUNKS)
                        .orElse(NodeFileSettings.DEFAULT_COPY_CHUNKS);
        LogLevel level =
                reader.choice("log_level", Choice.of(LogLevel.class))
                        .orElse(NodeFileSettings.DEFAULT_LOG_LEVEL);
        if (members.isPresent() && link.isPresent() && inGroup()) {
            membership.judge(
                    group.get(), members.get(), network.orElseThrow(), link.get().linkGrace());
        }
        reader.finish();
        if (reader.faulty() || membership.faulty() || names.faulty()) {
            return Optional.empty();
        }
        int id = nodeId.orElseThrow();
        return Optional.of(
                new NodeFileSettings(
                        id,
                        name.orElse(NodeFileSettings.defaultName(id)),
                        group.orElseThrow(),
                        clusterFile,
                        network.orElseThrow(),
                        members.orElseThrow(),
                        load,
                        launch.orElseThrow(),
                        attach.orElseThrow(),
                        admin.orElseThrow(),
                        link.orElseThrow(),
                        chunks,
                        names.names(),
                        level));
    }

    private Optional<NetworkSettings> network() {
        NetworkSettings otherwise = NetworkSettings.DEFAULT;
        boolean insecure = reader.yesNo("insecure").orElse(otherwise.insecure());
        String address =
                reader.text("bind_address", BindAddress::isAddress, BindAddress.RULE)
                        .orElse(otherwise.bindAddress());
        if (!insecure && !BindAddress.isLoopback(address)) {
            reader.error(
                    "bind_address",
                    "bind_address "
                            + Quoted.of(address)
                            + " can be reached by others, without keys",
                    "allowed a loopback address, or \"insecure: yes\" beside it");
        }
        int receivers =
                reader.integer("receiver_port_base", NetworkSettings.PORT_BASES)
                        .orElse(otherwise.receiverPortBase());
        int senders =
                reader.integer("sender_port_base", NetworkSettings.PORT_BASES)
                        .orElse(otherwise.senderPortBase());
        if (!NetworkSettings.apart(receivers, senders)) {
            String wrong = "sender_port_base %d is too near to receiver_port_base %d";
            reader.error(
                    reader.has("sender_port_base") ? "sender_port_base" : "receiver_port_base",
                    wrong.formatted(senders, receivers),
                    "allowed " + NetworkSettings.SPAN + " or more apart");
        }
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(new NetworkSettings(address, insecure, receivers, senders));
    }

    private Optional<AttachSettings> attach() {
        AttachSettings otherwise = AttachSettings.DEFAULT;
        Path socket = socket("socket", otherwise.socket());
        int processes =
                reader.integer("max_processes", AttachSettings.PROCESSES)
                        .orElse(otherwise.maxProcesses());
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(new AttachSettings(socket, processes));
    }

    /** Beside the programs' socket, unless the file says otherwise. */
    private Optional<AdminSettings> admin(AttachSettings attach) {
        AdminSettings otherwise = AdminSettings.beside(attach.socket());
        Path socket = socket("admin_socket", otherwise.adminSocket());
        boolean group =
                reader.yesNo("admin_socket_group_access")
                        .orElse(otherwise.adminSocketGroupAccess());
        return reader.faulty() ? Optional.empty() : Optional.of(new AdminSettings(socket, group));
    }

    private Path socket(String name, Path otherwise) {
        Path socket = resolved(name, otherwise);
        if (!AttachSettings.fits(socket.toString())) {
            reader.error(
                    name,
                    name + " " + Quoted.of(socket.toString()) + " is too long a path",
                    "allowed at most " + AttachSettings.SOCKET_MAX + " bytes");
        }
        return socket;
    }

    private Path resolved(String name, Path otherwise) {
        return path(name).map(path -> file.resolveSibling(path).normalize()).orElse(otherwise);
    }

    private Optional<GroupSettings> members(Optional<NetworkSettings> network) {
        String listens =
                network.map(NetworkSettings::bindAddress)
                        .orElse(NetworkSettings.DEFAULT.bindAddress());
        Path state = resolved("state_directory", GroupSettings.DEFAULT_STATE_DIRECTORY);
        return membership.settings(listens, state);
    }

    private LoadSettings load() {
        LoadSettings otherwise = LoadSettings.DEFAULT;
        return new LoadSettings(
                reader.choice("load_source", Choice.of(LoadSource.class))
                        .orElse(otherwise.loadSource()),
                reader.integer("load_capacity", LoadSettings.CAPACITY)
                        .orElse(otherwise.loadCapacity()),
                resolved("load_file", otherwise.loadFile()),
                reader.text("load_cgroup", Texts::isLine, Texts.LINE_RULE)
                        .orElse(otherwise.loadCgroup()));
    }

    /** Beside the configuration, unless the file says otherwise. */
    private Optional<LaunchSettings> launch(GroupSettings members) {
        LaunchSettings otherwise = LaunchSettings.in(members.stateDirectory());
        Path directory = resolved("launch_directory", otherwise.launchDirectory());
        return new LaunchReader(reader).settings(otherwise, directory);
    }

    private Optional<LinkSettings> link() {
        LinkSettings otherwise = LinkSettings.DEFAULT;
        int commands =
                reader.integer("window_commands", LinkSettings.WINDOW_COMMANDS)
                        .orElse(otherwise.windowCommands());
        int bytes =
                reader.integer("window_bytes", LinkSettings.WINDOW_BYTES)
                        .orElse(otherwise.windowBytes());
        Duration hello =
                millis("hello_period_ms", LinkSettings.HELLO_PERIOD, otherwise.helloPeriod());
        Duration ack = millis("ack_delay_ms", LinkSettings.ACK_DELAY, otherwise.ackDelay());
        Duration grace = millis("link_grace_ms", LinkSettings.LINK_GRACE, otherwise.linkGrace());
        Duration connect =
                millis(
                        "connect_timeout_ms",
                        LinkSettings.CONNECT_TIMEOUT,
                        otherwise.connectTimeout());
        Duration least = millis("backoff_min_ms", LinkSettings.BACKOFF, otherwise.backoffMin());
        Duration most = millis("backoff_max_ms", LinkSettings.BACKOFF, otherwise.backoffMax());
        if (least.compareTo(most) > 0) {
            String wrong = "backoff_min_ms %d is above backoff_max_ms %d";
            reader.error(
                    reader.has("backoff_max_ms") ? "backoff_max_ms" : "backoff_min_ms",
                    wrong.formatted(least.toMillis(), most.toMillis()),
                    "allowed backoff_min_ms up to backoff_max_ms");
        }
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(
                        new LinkSettings(commands, bytes, hello, ack, grace, connect, least, most));
    }

    private Duration millis(String name, IntRange range, Duration otherwise) {
        OptionalInt millis = reader.integer(name, range);
        return millis.isPresent() ? Duration.ofMillis(millis.getAsInt()) : otherwise;
    }

    private Optional<Path> path(String name) {
        return reader.text(name, NodeFileReader::isPath, Texts.LINE_RULE).map(Path::of);
    }

    private static boolean isPath(String text) {
        if (!Texts.isLine(text)) {
            return false;
        }
        try {
            return Path.of(text).getNameCount() > 0;
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
