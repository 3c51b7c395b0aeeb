package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.core.config.AttachSettings;
import org.dsp.core.config.LinkSettings;
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
                                Path.of("/etc/dsp/c.cfg"),
                                NetworkSettings.DEFAULT,
                                AttachSettings.DEFAULT,
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
                group: None
                cluster_file: ../x/c.yaml
                bind_address: 0.0.0.0
                insecure: YES
                receiver_port_base: 20000
                sender_port_base: 20500
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
                                Group.NONE,
                                Path.of("/etc/x/c.yaml"),
                                new NetworkSettings("0.0.0.0", true, 20_000, 20_500),
                                new AttachSettings(Path.of("/etc/dsp/run/s.sock"), 9),
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
                        "4:1: the node file has no setting \"node_idd\"; did you mean \"node_id\"? allowed ack_delay_ms, backoff_max_ms, backoff_min_ms, bind_address, cluster_file, connect_timeout_ms, copy_chunks, group, hello_period_ms, insecure, link_grace_ms, log_level, max_processes, names, node_id, node_name, receiver_port_base, sender_port_base, socket, window_bytes, window_commands"),
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

    @Test
    void whatMustBeThereIsMissed() {
        assertThat(lines(parse("node_name: a").errors()))
                .containsExactly(
                        "/etc/dsp/n.yaml:1:1: the node file has no node_id; allowed 0 to 499",
                        "/etc/dsp/n.yaml:1:1: the node file has no group; allowed none",
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
