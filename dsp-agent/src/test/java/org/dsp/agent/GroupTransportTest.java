package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.MembershipMessage;
import org.dsp.core.agent.StatusMessage.GetCluster;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.jgroups.protocols.TCP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class GroupTransportTest {
    private static final int OUTBOX = 4 << 20;

    private final int base = freeBase();

    private static int freeBase() {
        for (int i = 0; i < 100; i++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            if (isFree(port + 1) && isFree(port + 2) && isFree(port + 601) && isFree(port + 602)) {
                return port;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private GroupOptions options(boolean multicast, int slot) {
        return options(
                multicast,
                slot,
                List.of(new GroupMember(1, "127.0.0.1"), new GroupMember(2, "127.0.0.1")));
    }

    private GroupOptions options(boolean multicast, int slot, List<GroupMember> members) {
        GroupSettings otherwise = GroupSettings.defaults("127.0.0.1");
        GroupSettings settings =
                new GroupSettings(
                        "127.0.0.1",
                        members,
                        "T" + base,
                        base,
                        base + GroupSettings.SPAN,
                        otherwise.multicastAddress(),
                        base,
                        otherwise.configWait(),
                        otherwise.stateDirectory());
        return new GroupOptions(multicast, settings, slot);
    }

    private TestMember member(int slot) {
        return new TestMember(options(false, slot), OUTBOX).start();
    }

    @ParameterizedTest(name = "multicast: {0}")
    @ValueSource(booleans = {false, true})
    void membersSeeEachOtherAndHearEachOtherAndThemselvesInOrder(boolean multicast) {
        try (TestMember one = new TestMember(options(multicast, 1), OUTBOX).start();
                TestMember two = new TestMember(options(multicast, 2), OUTBOX).start()) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);
            List<AgentMessage> sent = new ArrayList<>();
            LongStream.range(0, 1000).mapToObj(GetCluster::new).forEach(sent::add);

            sent.forEach(one.transport()::multicast);
            one.transport().send(two.self(), new MembershipMessage.AnnounceRequest());

            Awaitility.await().until(() -> one.count() == 1000 && two.count() == 1001);
            assertThat(one.messages()).isEqualTo(sent);
            assertThat(two.messages()).containsAll(sent);
            assertThat(two.messages().stream().filter(GetCluster.class::isInstance).toList())
                    .isEqualTo(sent);
        }
    }

    @Test
    void aFloodOfTheSmallestMessagesLosesNothing() {
        int many = 150_000;
        try (TestMember one = new TestMember(options(false, 1), 64 << 20).start();
                TestMember two = member(2)) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);

            List<GroupView> before = List.copyOf(one.views);
            for (int i = 0; i < many; i++) {
                one.transport().multicast(new MembershipMessage.AnnounceRequest());
            }

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> one.count() == many && two.count() == many);
            assertThat(one.transport().dropped()).isZero();
            assertThat(one.views).as("it never had to join again").isEqualTo(before);
        }
    }

    @Test
    void fullItLeavesAndComesBackAsAnotherOneAndSaysSo() {
        try (TestMember one = new TestMember(options(false, 1), 200).start();
                TestMember two = member(2)) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);
            Member before = one.self();

            for (int i = 0; i < 10_000; i++) {
                one.transport().multicast(new GetCluster(i));
            }

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !one.self().equals(before) && one.nodes().size() == 2);
            two.awaitMembers(1, 2);
            assertThat(one.views)
                    .as("a view of itself alone between two others")
                    .anyMatch(view -> view.members().equals(List.of(view.self())));
            int heard = two.count();
            one.transport().multicast(new GetCluster(1));
            Awaitility.await().until(() -> two.count() > heard);
        }
    }

    @Test
    void whoLeavesIsGoneAtOnceAndAllHasComeThatItSaid() throws InterruptedException {
        int many = 500;
        try (TestMember two = member(2);
                TestMember one = member(1)) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);
            two.beDeafTo(1);
            one.transport().multicast(new GetCluster(0));
            two.awaitDeaf();
            for (int i = 1; i < many; i++) {
                one.transport().multicast(new GetCluster(i));
            }

            Thread leaving = new Thread(one::leave);
            leaving.start();
            Awaitility.await()
                    .until(() -> one.transport().waitsToBeHeard() || two.nodes().equals(Set.of(2)));
            two.hear();
            leaving.join();

            two.awaitMembers(2);
            assertThat(two.messages())
                    .isEqualTo(LongStream.range(0, many).mapToObj(GetCluster::new).toList());
        }
    }

    @Test
    void whoHearsNothingDoesNotKeepOneThatLeaves() throws InterruptedException {
        try (TestMember two = member(2);
                TestMember one = member(1)) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);
            two.beDeafTo(1);
            one.transport().multicast(new GetCluster(0));
            two.awaitDeaf();

            one.leave();

            two.awaitMembers(2);
            two.hear();
        }
    }

    @Test
    void allThatStopAtOnceStopWithoutAnError() throws InterruptedException {
        try (LogKeeper group = new LogKeeper("org.jgroups", Level.WARN);
                LogKeeper connections = new LogKeeper(TCP.class.getName(), Level.TRACE);
                TestMember one = member(1);
                TestMember two = member(2)) {
            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);

            Thread closing = new Thread(one::leave);
            closing.start();
            two.leave();
            closing.join();

            assertThat(group.lines()).noneMatch(line -> line.startsWith("ERROR"));
            assertThat(connections.lines())
                    .anyMatch(line -> line.contains("sending graceful close"))
                    .noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
        }
    }

    @Test
    void aMemberWhoseNameGetsAnAddressLaterIsFoundThen() {
        AtomicBoolean named = new AtomicBoolean();
        MemberAddresses.Resolver resolver =
                name -> {
                    if (!named.get()) {
                        throw new UnknownHostException(name);
                    }
                    return InetAddress.getLoopbackAddress();
                };
        GroupOptions namesTwo = options(false, 1, List.of(new GroupMember(2, "two.test")));
        GroupOptions alone = options(false, 2, List.of());
        try (TestMember one = new TestMember(namesTwo, OUTBOX, resolver).start();
                TestMember two = new TestMember(alone, OUTBOX).start()) {
            one.awaitMembers(1);
            two.awaitMembers(2);

            named.set(true);

            one.awaitMembers(1, 2);
            two.awaitMembers(1, 2);
        }
    }

    @Test
    void messagesToOneWhoHasGoneAreForgotten() {
        try (TestMember one = member(1)) {
            one.awaitMembers(1);
            one.transport().send(Member.agent(9, 9), new GetCluster(1));
            one.transport().multicast(new GetCluster(2));

            Awaitility.await().until(() -> one.count() == 1);
            assertThat(one.views).hasSize(1);
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress());
                TestMember one = member(1)) {
            Awaitility.await().until(() -> !one.failures.isEmpty());
            assertThat(one.failures.get(0))
                    .hasMessageContaining("cannot be joined at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aToolJoinsAndIsHeardAndIsNoAgent() {
        try (TestMember one = member(1)) {
            one.awaitMembers(1);
            try (GroupTool tool = GroupTool.join(options(false, 9), 9, Duration.ofSeconds(10))) {
                assertThat(tool.self().isAgent()).isFalse();
                assertThat(tool.members()).contains(tool.self(), one.self());
                tool.multicast(new GetCluster(4));

                Awaitility.await().until(() -> one.count() == 1);
                one.transport().multicast(new GetCluster(5));
                List<AgentMessage> heard = new ArrayList<>();
                Awaitility.await()
                        .until(
                                () -> {
                                    Optional<GroupTool.Received> next =
                                            tool.poll(Duration.ofMillis(10));
                                    next.ifPresent(received -> heard.add(received.message()));
                                    return heard.contains(new GetCluster(5));
                                });
            }
            one.awaitMembers(1);
        }
    }

    @Test
    void aToolThatFindsNobodySaysWhereItLooked() {
        assertThatThrownBy(() -> GroupTool.join(options(false, 9), 9, Duration.ofSeconds(2)))
                .isInstanceOf(GroupException.class)
                .hasMessageContaining("no agent in the group")
                .hasMessageContaining("127.0.0.1:" + (base + 1));
    }
}
