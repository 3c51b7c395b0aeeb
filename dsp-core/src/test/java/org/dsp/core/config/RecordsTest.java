package org.dsp.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dsp.core.config.NodeFileSettings.Group;
import org.dsp.ipc.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                refused("nodeid 500; allowed 0 to 499", () -> Configs.server(500)),
                refused("nodeid -1; allowed 0 to 499", () -> Configs.client(-1)),
                refused("weight 0; allowed 1 to 100", () -> server("h", Optional.empty(), 0)),
                refused("address \"a b\"", () -> server("a b", Optional.empty(), 1)),
                refused("node_image \" \"", () -> server("h", Optional.of(" "), 1)),
                refused("at most 15", () -> container("a-name-too-long-", List.of())),
                refused("node 500; allowed", () -> container("DC0", List.of(1, 500))),
                refused("ext_ep -1;", () -> Endpoints.single(-1)),
                refused("max_ep 4; allowed 5 to", () -> new Endpoints(1, 5, 4)),
                refused("start_timeout PT0S", () -> times(Duration.ZERO, Duration.ZERO)),
                refused("whole seconds", () -> times(Duration.ofMillis(1500), Duration.ZERO)),
                refused("queue_timeout PT1H1S", () -> times(seconds(1), seconds(3601))),
                refused("a prog exactly when", () -> service(Bind.LOCAL, Optional.empty(), 1)),
                refused("a prog exactly when", () -> service(Bind.EXTERNAL, Optional.of("p"), 1)),
                refused("max_sessions 0;", () -> service(Bind.EXTERNAL, Optional.empty(), 0)),
                refused("allow_uids -1;", () -> new Access(List.of(), List.of(-1L))),
                refused("allow_nodes 900;", () -> new Access(List.of(900), List.of())),
                refused("highwater 20; allowed 30 to 100", () -> lb(30, 20, 30, 1, 1)),
                refused("lowwater 101; allowed 0 to 100", () -> lb(101, 101, 30, 1, 1)),
                refused("hello_time PT31S; allowed 1 to 30", () -> lb(1, 2, 31, 1, 1)),
                refused("max_servers 1; allowed 2 to", () -> lb(1, 2, 30, 2, 1)),
                refused("copy_chunks 17", () -> node(17, List.of())),
                refused("is this node", () -> node(4, List.of(name(20, 1, "x")))),
                refused(
                        "allowed once in each container",
                        () -> node(4, List.of(name(20, 2, "x"), name(20, 3, "y")))),
                refused("names: endpoint 27341;", () -> name(27_341, 2, "x")),
                refused("at most 15 characters", () -> name(20, 2, "sixteen-letters-")),
                refused("bind_address \"x\"", () -> network("x", true, 3000, 3500)),
                refused("bind_address 0.0.0.0", () -> network("0.0.0.0", false, 3000, 3500)),
                refused("receiver_port_base 65037", () -> network("::1", false, 65_037, 1)),
                refused("500 or more away", () -> network("::1", false, 3000, 3499)),
                refused("at most 107", () -> new AttachSettings(Path.of("x".repeat(108)), 1)),
                refused("max_processes 0", () -> new AttachSettings(Path.of("x"), 0)),
                refused("admin_socket", () -> new AdminSettings(Path.of("x".repeat(108)), false)),
                refused("wait_ms 99;", () -> group("127.0.0.1", 7800, 8400, "239.0.0.1", 99)),
                refused("address \"x\"", () -> group("x", 7800, 8400, "239.0.0.1", 100)),
                refused("fd_port_base 8399", () -> group("::1", 7800, 8399, "239.0.0.1", 100)),
                refused("fd_port_base 0", () -> group("::1", 7800, 0, "239.0.0.1", 100)),
                refused("multicast_address", () -> group("::1", 7800, 8400, "10.0.0.1", 100)),
                refused("members: node 500", () -> new GroupMember(500, "a")),
                refused("members: address", () -> new GroupMember(1, "a b")),
                refused(
                        "load_capacity 0",
                        () -> new LoadSettings(LoadSource.FILE, 0, Path.of("x"), "self")),
                refused("no cluster_file", () -> inGroup(Group.NONE, Optional.empty(), "::1", 500)),
                refused("no members", () -> inGroup(Group.STATIC, Optional.empty(), "::1", 500)),
                refused(
                        "allowed one that others can reach",
                        () -> inGroup(Group.MULTICAST, Optional.empty(), "::", 500)),
                refused(
                        "link_grace_ms 6000; allowed less than 6000",
                        () -> inGroup(Group.MULTICAST, Optional.empty(), "::1", 6000)),
                refused("ack_delay_ms 0;", () -> link(Duration.ZERO, 10, 500)),
                refused("whole milliseconds", () -> link(Duration.ofNanos(1_000_001), 10, 500)),
                refused("ack_delay_ms", () -> link(Duration.ofDays(400_000), 10, 500)),
                refused("allowed backoff_min_ms (500)", () -> link(Duration.ofMillis(1), 500, 10)));
    }

    private static Arguments refused(String why, ThrowingCallable act) {
        return Arguments.of(why, act);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aRecordOutOfBoundsIsRefusedWithWhatIsAllowed(String why, ThrowingCallable act) {
        assertThatIllegalArgumentException().isThrownBy(act).withMessageContaining(why);
    }

    @Test
    void aSecretNeverShowsItself() {
        var secret = new Secret("mendieta");
        var vm =
                new VmControl(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(secret));

        assertThat(vm.toString()).contains("(hidden)").doesNotContain("mendieta");
        assertThat(secret.reveal()).isEqualTo("mendieta");
        assertThat(secret).isEqualTo(new Secret("mendieta")).isNotEqualTo(new Secret("x"));
        assertThat(vm.withoutSecrets().sshPass()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Secret("men\ndieta"))
                .withMessageNotContaining("dieta");
    }

    @Test
    void setsOfNodesAreSortedWithoutRepetition() {
        assertThat(container("DC0", List.of(9, 2, 9)).nodes()).containsExactly(2, 9);
        assertThat(container("DC0", List.of(9, 2)).spans(9)).isTrue();
        assertThat(container("DC0", List.of(9, 2)).spans(3)).isFalse();
        assertThat(Container.DEFAULT.spans(499)).isTrue();
    }

    @Test
    void accessIsForAllUnlessItNamesSome() {
        var some = new Access(List.of(3), List.of(0L, 4_294_967_294L));

        assertThat(Access.ALL.allows(499, 12)).isTrue();
        assertThat(some.allows(3, 0)).isTrue();
        assertThat(some.allows(3, -2)).as("4294967294 as the kernel's 32 bits").isTrue();
        assertThat(some.allows(3, 1)).isFalse();
        assertThat(some.allows(4, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.0.9", "::1", "localhost", "::ffff:127.0.0.1"})
    void addressesOfThisMachineAreLoopback(String text) {
        assertThat(BindAddress.isAddress(text)).isTrue();
        assertThat(BindAddress.isLoopback(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.1", "fe80::1", "::ffff:10.0.0.1"})
    void addressesThatOthersReachAreNot(String text) {
        assertThat(BindAddress.isAddress(text)).isTrue();
        assertThat(BindAddress.isLoopback(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host", "127.1", "256.0.0.1", "1.2.3", ":", ":::", ".:", "1.2.3.4:5"})
    void whatIsNoAddressIsNotAskedOfANameService(String text) {
        assertThat(BindAddress.isAddress(text)).isFalse();
        assertThat(BindAddress.isLoopback(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a\tb", "a\nb", "a\u0085b", "a\u2028b", "\"'", "\ud800", "\ufeff"})
    void aLineHasOnlyWhatBothFormsCanWrite(String text) {
        assertThat(Texts.isLine(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "E:\\NODE1\\node1.vmx", "say \"x\"", "it's", "ñandú", "#"})
    void aLineMayHoldAnythingElse(String text) {
        assertThat(Texts.isLine(text)).isTrue();
    }

    @Test
    void portsFollowFromTheNodeId() {
        assertThat(NetworkSettings.DEFAULT.receiverPort(499)).isEqualTo(3499);
        assertThat(NetworkSettings.DEFAULT.senderPort(0)).isEqualTo(3500);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static ServiceTimes times(Duration start, Duration queue) {
        return new ServiceTimes(start, Duration.ZERO, queue);
    }

    private static Server server(String address, Optional<String> image, int weight) {
        return new Server(1, "n", address, LinkOptions.DEFAULT, image, weight);
    }

    private static Container container(String name, List<Integer> nodes) {
        return new Container(name, 0, nodes, Limits.DEFAULT);
    }

    private static Service service(Bind bind, Optional<String> prog, int sessions) {
        return new Service(
                "s",
                OptionalInt.empty(),
                Endpoints.single(1),
                bind,
                prog,
                Policy.RANDOM,
                ServiceTimes.DEFAULT,
                sessions,
                Access.ALL);
    }

    private static LoadBalancer lb(int low, int high, int hello, int min, int max) {
        return new LoadBalancer(
                "lb",
                OptionalInt.empty(),
                low,
                high,
                seconds(30),
                seconds(60),
                seconds(60),
                seconds(hello),
                min,
                max,
                VmControl.NONE);
    }

    private static RemoteName name(int endpoint, int node, String name) {
        return new RemoteName(endpoint, node, name, 0);
    }

    private static NetworkSettings network(String address, boolean insecure, int rcv, int snd) {
        return new NetworkSettings(address, insecure, rcv, snd);
    }

    private static LinkSettings link(Duration ackDelay, int backoffMin, int backoffMax) {
        LinkSettings otherwise = LinkSettings.DEFAULT;
        return new LinkSettings(
                otherwise.windowCommands(),
                otherwise.windowBytes(),
                otherwise.helloPeriod(),
                ackDelay,
                otherwise.linkGrace(),
                otherwise.connectTimeout(),
                Duration.ofMillis(backoffMin),
                Duration.ofMillis(backoffMax));
    }

    private static GroupSettings group(
            String address, int port, int fdPort, String multicast, int wait) {
        return new GroupSettings(
                address,
                List.of(),
                "DLB",
                port,
                fdPort,
                multicast,
                1,
                Duration.ofMillis(wait),
                Path.of("state"));
    }

    private static NodeFileSettings inGroup(
            Group group, Optional<Path> clusterFile, String address, int graceMillis) {
        LinkSettings links = LinkSettings.DEFAULT;
        return new NodeFileSettings(
                1,
                "node1",
                group,
                clusterFile,
                NetworkSettings.DEFAULT,
                GroupSettings.defaults(address),
                LoadSettings.DEFAULT,
                LaunchSettings.in(GroupSettings.DEFAULT_STATE_DIRECTORY),
                AttachSettings.DEFAULT,
                AdminSettings.beside(AttachSettings.DEFAULT.socket()),
                new LinkSettings(
                        links.windowCommands(),
                        links.windowBytes(),
                        links.helloPeriod(),
                        links.ackDelay(),
                        Duration.ofMillis(graceMillis),
                        links.connectTimeout(),
                        links.backoffMin(),
                        links.backoffMax()),
                1,
                List.of(),
                NodeFileSettings.DEFAULT_LOG_LEVEL);
    }

    @Test
    void theAdminSocketStandsBesideThatOfPrograms() {
        assertThat(AdminSettings.beside(Path.of("/a/b.sock")).adminSocket())
                .isEqualTo(Path.of("/a/b.admin.sock"));
        assertThat(AdminSettings.beside(Path.of("b")).adminSocket())
                .isEqualTo(Path.of("b.admin.sock"));
    }

    @Test
    void asManyProgramsStartAtOnceAsThereAreProcessorsUnlessToldOtherwise() {
        LaunchSettings byDefault = LaunchSettings.in(Path.of("/state"));

        assertThat(byDefault.launchDirectory()).isEqualTo(Path.of("/state/programs"));
        assertThat(byDefault.startsAtOnce(6)).isEqualTo(6);
        assertThat(launch("self", 3, 2000).startsAtOnce(6)).isEqualTo(3);
    }

    @Test
    void launchSettingsKnowTheirRanges() {
        assertThatThrownBy(() -> launch("no name", 0, 0)).hasMessageContaining("launch_user");
        assertThatThrownBy(() -> launch("self", -1, 0))
                .hasMessage("launch_starts -1; allowed 0 to 1024");
        assertThatThrownBy(() -> launch("self", 0, -1))
                .hasMessage("launch_stop_ms -1; allowed 0 to 600000");
    }

    private static LaunchSettings launch(String user, int starts, int stopMillis) {
        return new LaunchSettings(
                Path.of("programs"),
                user,
                starts,
                1,
                Duration.ofMillis(stopMillis),
                4096,
                1,
                0,
                0,
                0);
    }

    private static NodeFileSettings node(int chunks, List<RemoteName> names) {
        return new NodeFileSettings(
                1,
                "node1",
                Group.NONE,
                Optional.of(Path.of("cluster.cfg")),
                NetworkSettings.DEFAULT,
                GroupSettings.defaults("127.0.0.1"),
                LoadSettings.DEFAULT,
                LaunchSettings.in(GroupSettings.DEFAULT_STATE_DIRECTORY),
                AttachSettings.DEFAULT,
                AdminSettings.beside(AttachSettings.DEFAULT.socket()),
                LinkSettings.DEFAULT,
                chunks,
                names,
                NodeFileSettings.DEFAULT_LOG_LEVEL);
    }
}
