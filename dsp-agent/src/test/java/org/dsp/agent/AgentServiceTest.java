package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.dsp.core.agent.AgentSettings;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.Announcement;
import org.dsp.core.agent.ConfigReading;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Container;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.GroupSettings;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.LoadSettings;
import org.dsp.core.config.LoadSource;
import org.dsp.core.config.RoutingView;
import org.dsp.core.config.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents with their threads, their group and their files. */
@Timeout(90)
class AgentServiceTest {
    private static final ClusterConfig CLUSTER =
            new ClusterConfig(
                    Optional.empty(),
                    List.of(server(1), server(2)),
                    List.of(),
                    List.of(),
                    List.of(Container.DEFAULT));
    private static final ConfigText TEXT = new ConfigText("c.cfg", "two servers");

    @TempDir Path dir;
    private final int base = freeBase();

    /** What one agent told its daemon. */
    private static final class Told implements AgentListener {
        final Queue<RoutingView> views = new ConcurrentLinkedQueue<>();
        final Queue<StoredConfig> configs = new ConcurrentLinkedQueue<>();
        final Queue<String> ends = new ConcurrentLinkedQueue<>();
        final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(RoutingView view) {
            views.add(view);
        }

        @Override
        public void configured(StoredConfig config) {
            configs.add(config);
        }

        @Override
        public void sessionEnded(Session session, String why) {
            ends.add(why);
        }

        @Override
        public void fenced(String why) {
            ends.add(why);
        }

        @Override
        public void unjoinable(String why) {
            ends.add(why);
        }

        @Override
        public void fatal(Throwable error) {
            errors.add(error);
        }
    }

    private static Server server(int id) {
        return new Server(id, "n" + id, "127.0.0.1", LinkOptions.DEFAULT, Optional.empty(), 1);
    }

    private static int freeBase() {
        return ThreadLocalRandom.current().nextInt(10_000, 30_000);
    }

    private AgentService start(int node, Told told) {
        GroupSettings otherwise = GroupSettings.defaults("127.0.0.1");
        GroupSettings settings =
                new GroupSettings(
                        "127.0.0.1",
                        List.of(new GroupMember(1, "127.0.0.1"), new GroupMember(2, "127.0.0.1")),
                        "A" + base,
                        base,
                        base + GroupSettings.SPAN,
                        otherwise.multicastAddress(),
                        base,
                        otherwise.configWait(),
                        dir);
        AgentSettings agent =
                AgentSettings.of(
                        new Announcement(node, "n" + node, "127.0.0.1", 3000 + node, node, node),
                        Optional.empty(),
                        text -> ConfigReading.of(CLUSTER));
        return AgentService.start(
                agent,
                new GroupOptions(false, settings, node),
                new LoadSettings(LoadSource.SESSIONS, 4, dir.resolve("load"), "self"),
                new ConfigStore(dir, node),
                told,
                System::nanoTime);
    }

    private static AgentStatus status(AgentService service) {
        CompletableFuture<AgentStatus> answer = new CompletableFuture<>();
        service.status(answer::complete);
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void await(AgentService service, Predicate<AgentStatus> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> condition.test(status(service)));
    }

    private static ConfigResult configure(AgentService service) {
        CompletableFuture<ConfigResult> answer = new CompletableFuture<>();
        service.configure(TEXT, false, answer::complete);
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void twoAgentsAreConfiguredTogetherAndKnowEachOthersFacts() throws Exception {
        Told atOne = new Told();
        Told atTwo = new Told();
        try (AgentService one = start(1, atOne)) {
            try (AgentService two = start(2, atTwo)) {
                await(one, s -> s.bmCluster().size() == 2);
                await(two, s -> s.bmCluster().size() == 2);

                assertThat(configure(one).outcome()).isEqualTo(ConfigResult.Outcome.ACCEPTED);
                await(one, s -> s.bmInit().size() == 2);
                await(two, s -> s.bmInit().size() == 2);
                Awaitility.await().until(() -> Files.exists(dir.resolve("node2.config")));
                assertThat(new ConfigStore(dir, 2).load())
                        .contains(atTwo.configs.peek())
                        .map(StoredConfig::text)
                        .contains(TEXT);

                two.sessionOpened(new Session(7, 0, 20, 1, 50, 1, 1, 2, 21, 9, 1));
                await(one, s -> s.node(2).orElseThrow().sessions() == 1);
                CompletableFuture<List<Session>> known = new CompletableFuture<>();
                one.sessions(5, (all, some) -> known.complete(some));
                assertThat(known.get(10, TimeUnit.SECONDS)).extracting(Session::id).contains(7L);

                List<Integer> levels = new CopyOnWriteArrayList<>();
                Runnable end = one.askLevels((from, level) -> levels.add(from.nodeId()));
                Awaitility.await().until(() -> levels.containsAll(List.of(1, 2)));
                end.run();

                CompletableFuture<Boolean> done = new CompletableFuture<>();
                two.drain(true, () -> done.complete(true));
                assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
                await(one, s -> s.node(2).orElseThrow().state() == AgentState.DRAINING);
                assertThat(atOne.views).isNotEmpty();
            }
            await(one, s -> s.bmCluster().size() == 1);
        }
        assertThat(atOne.errors).isEmpty();
        assertThat(atTwo.errors).isEmpty();
        assertThat(atOne.ends).isEmpty();
    }

    @Test
    void aGroupThatCannotBeJoinedIsSaid() throws IOException {
        Told told = new Told();
        try (ServerSocket taken = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress());
                AgentService one = start(1, told)) {
            Awaitility.await().until(() -> !told.ends.isEmpty());

            assertThat(told.ends.peek()).contains(":" + taken.getLocalPort());
            assertThat(status(one).bmCluster().size()).isLessThan(2);
        }
    }
}
