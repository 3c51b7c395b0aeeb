package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dsp.core.config.AdminSettings;
import org.dsp.core.config.AttachSettings;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.config.LinkSettings;
import org.dsp.core.config.LoadSettings;
import org.dsp.core.config.LoadSource;
import org.dsp.core.config.NetworkSettings;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.core.config.NodeFileSettings.LogLevel;
import org.dsp.core.config.RemoteName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFileTest {
    private static final Path FILE = Path.of("/etc/dsp/n.yaml");
    private static final String LEAST = "node_id: 7\ngroup: none\ncluster_file: c.cfg\n";

    private static Parsed<NodeFileSettings> parse(String text) {
        return NodeFile.parse(FILE, text);
    }

    @Test
    void theRestIsByDefault() {
        NodeFileSettings settings = clean(parse(LEAST));

        assertThat(settings)
                .isEqualTo(
                        new NodeFileSettings(
                                7,
                                "node7",
                                Group.NONE,
                                Optional.of(Path.of("/etc/dsp/c.cfg")),
                                NetworkSettings.DEFAULT,
                                GroupSettings.defaults("127.0.0.1"),
                                LoadSettings.DEFAULT,
                                LaunchSettings.in(Path.of("/var/lib/dsp")),
                                AttachSettings.DEFAULT,
                                new AdminSettings(Path.of("/run/dsp/dvk.admin.sock"), false),
                                LinkSettings.DEFAULT,
                                NodeFileSettings.DEFAULT_COPY_CHUNKS,
                                List.of(),
                                LogLevel.INFO));
    }

    @Test
    void everySettingIsRead() {
        String text =
                """
                node_id: 0
                node_name: alpha
                group: Static
                cluster_file: ../x/c.yaml
                bind_address: 0.0.0.0
                insecure: YES
                receiver_port_base: 20000
                sender_port_base: 20500
                address: 10.0.0.1
                members: [{node: 3, address: 10.0.0.3}, {node: 4, address: four}]
                group_name: G
                group_port_base: 21100
                fd_port_base: 21700
                multicast_address: 239.1.2.3
                multicast_port: 9
                config_wait_ms: 100
                state_directory: state
                load_source: file
                load_capacity: 5
                load_file: load
                load_cgroup: /a.slice
                launch_directory: programs
                launch_user: nobody
                launch_starts: 3
                launch_programs: 4
                launch_stop_ms: 5
                launch_output_bytes: 4096
                launch_output_files: 6
                launch_open_files: 7
                launch_memory_mb: 8
                launch_processes: 9
                admin_socket: run/a.sock
                admin_socket_group_access: yes
                socket: run/s.sock
                max_processes: 9
                window_commands: 16
                window_bytes: 262144
                hello_period_ms: 100
                ack_delay_ms: 1
                link_grace_ms: 200
                connect_timeout_ms: 300
                backoff_min_ms: 4
                backoff_max_ms: 5
                copy_chunks: 16
                names:
                - {endpoint: 20, node: 3, name: m3ftpd, dcid: 2}
                - endpoint: -34
                  node: 4
                log_level: trace
                """;

        assertThat(clean(parse(text)))
                .isEqualTo(
                        new NodeFileSettings(
                                0,
                                "alpha",
                                Group.STATIC,
                                Optional.of(Path.of("/etc/x/c.yaml")),
                                new NetworkSettings("0.0.0.0", true, 20_000, 20_500),
                                new GroupSettings(
                                        "10.0.0.1",
                                        List.of(
                                                new GroupMember(3, "10.0.0.3"),
                                                new GroupMember(4, "four")),
                                        "G",
                                        21_100,
                                        21_700,
                                        "239.1.2.3",
                                        9,
                                        Duration.ofMillis(100),
                                        Path.of("/etc/dsp/state")),
                                new LoadSettings(
                                        LoadSource.FILE, 5, Path.of("/etc/dsp/load"), "/a.slice"),
                                new LaunchSettings(
                                        Path.of("/etc/dsp/programs"),
                                        "nobody",
                                        3,
                                        4,
                                        Duration.ofMillis(5),
                                        4096,
                                        6,
                                        7,
                                        8,
                                        9),
                                new AttachSettings(Path.of("/etc/dsp/run/s.sock"), 9),
                                new AdminSettings(Path.of("/etc/dsp/run/a.sock"), true),
                                new LinkSettings(
                                        16,
                                        262_144,
                                        Duration.ofMillis(100),
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(200),
                                        Duration.ofMillis(300),
                                        Duration.ofMillis(4),
                                        Duration.ofMillis(5)),
                                16,
                                List.of(
                                        new RemoteName(20, 3, "m3ftpd", 2),
                                        new RemoteName(-34, 4, "ep-34", 0)),
                                LogLevel.TRACE));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "node_idd: 1",
                        "4:1: the node file has no setting \"node_idd\"; did you mean \"node_id\"? allowed ack_delay_ms, address, admin_socket, admin_socket_group_access, backoff_max_ms, backoff_min_ms, bind_address, cluster_file, config_wait_ms, connect_timeout_ms, copy_chunks, fd_port_base, group, group_name, group_port_base, hello_period_ms, insecure, launch_directory, launch_memory_mb, launch_open_files, launch_output_bytes, launch_output_files, launch_processes, launch_programs, launch_starts, launch_stop_ms, launch_user, link_grace_ms, load_capacity, load_cgroup, load_file, load_source, log_level, max_processes, members, multicast_address, multicast_port, names, node_id, node_name, receiver_port_base, sender_port_base, socket, state_directory, window_bytes, window_commands"),
                Arguments.of(
                        "node_id: 8",
                        "4:1: \"node_id\" of the node file is given again, first at line 1; allowed once"),
                Arguments.of(
                        "node_name: a b",
                        "4:12: node_name \"a b\" of the node file is not right; allowed 1 to 63 letters, digits, '.', '_' or '-', the first a letter or a digit"),
                Arguments.of(
                        "bind_address: 10.0.0.1",
                        "4:15: bind_address \"10.0.0.1\" can be reached by others, without keys; allowed a loopback address, or \"insecure: yes\" beside it"),
                Arguments.of(
                        "bind_address: node1",
                        "4:15: bind_address \"node1\" of the node file is not right; allowed an IPv4 or IPv6 address, or localhost"),
                Arguments.of(
                        "insecure: maybe",
                        "4:11: insecure \"maybe\" of the node file is not known; allowed yes, no"),
                Arguments.of(
                        "sender_port_base: 3499",
                        "4:19: sender_port_base 3499 is too near to receiver_port_base 3000; allowed 500 or more apart"),
                Arguments.of(
                        "receiver_port_base: 3600",
                        "4:21: sender_port_base 3500 is too near to receiver_port_base 3600; allowed 500 or more apart"),
                Arguments.of(
                        "socket: /" + "x".repeat(107),
                        "4:9: socket \"/"
                                + "x".repeat(39)
                                + "...\" is too long a path; allowed at most 107 bytes"),
                Arguments.of(
                        "socket: /",
                        "4:9: socket \"/\" of the node file is not right; allowed one line of 1 to 1024 characters, no control characters, not both kinds of quotes"),
                Arguments.of(
                        "window_bytes: 65536",
                        "4:15: window_bytes 65536 of the node file is out of range; allowed 262144 to 268435456"),
                Arguments.of(
                        "link_grace_ms: 5s",
                        "4:16: link_grace_ms \"5s\" of the node file is no whole number; allowed 100 to 600000"),
                Arguments.of(
                        "backoff_max_ms: 9",
                        "4:17: backoff_min_ms 10 is above backoff_max_ms 9; allowed backoff_min_ms up to backoff_max_ms"),
                Arguments.of(
                        "backoff_min_ms: 501",
                        "4:17: backoff_min_ms 501 is above backoff_max_ms 500; allowed backoff_min_ms up to backoff_max_ms"),
                Arguments.of(
                        "copy_chunks:",
                        "4:1: copy_chunks of the node file has no value; allowed 1 to 16"),
                Arguments.of(
                        "log_level: warning",
                        "4:12: log_level \"warning\" of the node file is not known; allowed error, warn, info, debug, trace"),
                Arguments.of(
                        "names: x",
                        "4:8: names has a plain value; allowed a list of {endpoint: N, node: N, name: N, dcid: N}"),
                Arguments.of(
                        "names: {a: b}",
                        "4:8: no value here; allowed setting: value, or setting: [value, value]"),
                Arguments.of(
                        "names: [{node: 1}]",
                        "4:9: entry 1 of names has no endpoint; allowed -1000 to 27340"),
                Arguments.of(
                        "names: [{endpoint: 1}]",
                        "4:9: entry 1 of names has no node; allowed 0 to 499"),
                Arguments.of(
                        "names: [{endpoint: 1, node: 7}]",
                        "4:29: node 7 is this node itself; allowed another node"),
                Arguments.of(
                        "names: [{endpoint: 1, node: 2, name: sixteen-letters-}]",
                        "4:38: name \"sixteen-letters-\" of entry 1 of names is not right; allowed 1 to 15 letters, digits, '.', '_' or '-', the first a letter or a digit"),
                Arguments.of(
                        "names: [{endpoint: 1, node: 2, nod: 3}]",
                        "4:32: entry 1 of names has no setting \"nod\"; did you mean \"node\"? allowed dcid, endpoint, name, node"),
                Arguments.of(
                        "names: [{endpoint: 1, node: 2}, {endpoint: 1, node: 3}]",
                        "4:44: endpoint 1 of entry 2 of names is given again, first at line 4; allowed once in each container"),
                Arguments.of(
                        "names: [{endpoint: [{a: 1}], node: 2}]",
                        "4:21: no value here; allowed setting: value, or setting: [value, value]"),
                Arguments.of(
                        "copy_chunks: [{a: 1}]",
                        "4:1: copy_chunks of the node file holds settings; allowed 1 to 16"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongIsSaidWhereItStands(String setting, String message) {
        Parsed<NodeFileSettings> parsed = parse(LEAST + setting + "\n");

        assertThat(parsed.value()).isEmpty();
        assertThat(lines(parsed.errors())).contains("/etc/dsp/n.yaml:" + message);
    }

    static Stream<Arguments> wrongWithAGroup() {
        return Stream.of(
                Arguments.of(
                        "link_grace_ms: 6000",
                        "4:16: link_grace_ms 6000 is not below the failure detection of the group; allowed less than 6000"),
                Arguments.of(
                        "group_port_base: 3600",
                        "4:18: group_port_base 3600 is too near to sender_port_base 3500; allowed 600 or more apart"),
                Arguments.of(
                        "receiver_port_base: 8500",
                        "4:21: fd_port_base 8400 is too near to receiver_port_base 8500; allowed 600 or more apart"),
                Arguments.of(
                        "fd_port_base: 7900",
                        "4:15: fd_port_base 7900 is too near to group_port_base 7800; allowed 600 or more apart"),
                Arguments.of(
                        "fd_port_base: 65000",
                        "4:15: fd_port_base 65000 of the node file is out of range; allowed 1 to 64936"),
                Arguments.of(
                        "bind_address: 0.0.0.0\ninsecure: yes",
                        "4:15: others cannot reach \"0.0.0.0\"; allowed an \"address\" of this node that they can reach"),
                Arguments.of(
                        "address: 10.0.0.1",
                        "4:10: address \"10.0.0.1\" can be reached by others, without keys; allowed a loopback address, or \"insecure: yes\" beside it"),
                Arguments.of(
                        "members: [{node: 1, address: a}, {node: 1, address: b}]",
                        "4:41: node 1 of entry 2 of members is given again, first at line 4; allowed once"),
                Arguments.of(
                        "members: [{node: 1}]",
                        "4:11: entry 1 of members has no address; allowed a host name or an IPv4 or IPv6 address"),
                Arguments.of(
                        "members: x",
                        "4:10: members has a plain value; allowed a list of {node: N, address: HOST}"),
                Arguments.of(
                        "multicast_address: 10.0.0.1",
                        "4:20: multicast_address \"10.0.0.1\" of the node file is not right; allowed an IPv4 or IPv6 multicast address"),
                Arguments.of(
                        "config_wait_ms: 99",
                        "4:17: config_wait_ms 99 of the node file is out of range; allowed 100 to 600000"),
                Arguments.of(
                        "load_source: cpu",
                        "4:14: load_source \"cpu\" of the node file is not known; allowed stat, cgroup, sessions, file"),
                Arguments.of(
                        "admin_socket: /" + "x".repeat(107),
                        "4:15: admin_socket \"/"
                                + "x".repeat(39)
                                + "...\" is too long a path; allowed at most 107 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongWithAGroup")
    void whatIsWrongWithAGroupIsSaidWhereItStands(String setting, String message) {
        String text = LEAST.replace("none", "static") + setting + "\n";

        assertThat(lines(parse(text).errors())).contains("/etc/dsp/n.yaml:" + message);
    }

    @Test
    void withAGroupTheClusterFileMayBeMissing() {
        assertThat(clean(parse("node_id: 7\ngroup: multicast\n")).clusterFile()).isEmpty();
        assertThat(clean(parse("node_id: 7\ngroup: static\nmembers: [{node: 1, address: a}]\n")))
                .extracting(NodeFileSettings::clusterFile)
                .isEqualTo(Optional.empty());
        assertThat(lines(parse("node_id: 7\ngroup: static\n").errors()))
                .containsExactly(
                        "/etc/dsp/n.yaml:2:8: nobody to look for: neither members nor"
                                + " cluster_file; allowed with at least one of them");
    }

    @Test
    void withoutAGroupItsSettingsAreNotJudgedTogether() {
        clean(parse(LEAST + "link_grace_ms: 60000\nreceiver_port_base: 7900\n"));
    }

    @Test
    void whatMustBeThereIsMissed() {
        assertThat(lines(parse("node_name: a").errors()))
                .containsExactly(
                        "/etc/dsp/n.yaml:1:1: the node file has no node_id; allowed 0 to 499",
                        "/etc/dsp/n.yaml:1:1: the node file has no group; allowed none, static,"
                                + " multicast",
                        "/etc/dsp/n.yaml:1:1: the node file has no cluster_file; allowed one line"
                                + " of 1 to 1024 characters, no control characters, not both kinds"
                                + " of quotes");
        assertThat(lines(parse("# nothing\n").errors()))
                .containsExactly(
                        "/etc/dsp/n.yaml:1:1: no settings; allowed a mapping with node_id, group"
                                + " and cluster_file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "127.0.0.2", "localhost"})
    void aLoopbackAddressNeedsNoLeave(String address) {
        assertThat(clean(parse(LEAST + "bind_address: '" + address + "'")).network().bindAddress())
                .isEqualTo(address);
    }

    @Test
    void aFileThatCannotBeReadIsAnError() {
        assertThat(lines(NodeFile.read(Path.of("no-such.yaml")).errors()))
                .containsExactly(
                        "no-such.yaml: cannot be read: no such file; allowed a readable file");
    }
}
