package org.dsp.sim.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dsp.core.config.Container;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Limits;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.LinkTimes;
import org.dsp.sim.cluster.PlainBalancer;
import org.dsp.sim.cluster.PlainReader;
import org.dsp.sim.cluster.PlainService;
import org.dsp.sim.cluster.Watch;
import org.dsp.sim.cluster.World;
import org.dsp.sim.cluster.WorldSettings;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who gets how many: three equal servers, three nodes of clients, each of which chooses by what the
 * agents tell it of loads and by what it has given itself.
 */
class BalanceTest {
    private static final int SERVERS = 3;
    private static final int NODES = 6;
    private static final int HELD = 300;

    /** Server endpoints 0…199, clients from 200 on. */
    private static final Container WIDE =
            new Container("DC0", 0, List.of(), new Limits(34, 600, 234));

    private static final int FIRST_CLIENT = 200;
    private static final int LOW = 30;
    private static final int HIGH = 70;

    /** Attempts to open a session, by server node. */
    private final int[] attempts = new int[NODES];

    private final Requests requests = new Requests();
    private final Dice dice = new Dice(8);
    private final ArrayDeque<Client> clients = new ArrayDeque<>();
    private int came;
    private int failing = -1;

    private final World world =
            new World(
                    7,
                    new WorldSettings(NODES, Optional.of(LinkTimes.DEFAULT), Events.MS, WIDE),
                    new Watch() {
                        @Override
                        public void arrived(Daemon daemon, ProxyHeader frame) {
                            if (frame.cmd() == Command.SNDREC_MSG
                                    && frame.has(ProxyHeader.FLAG_OPENS)) {
                                attempts[daemon.nodeId()]++;
                            }
                        }
                    });

    /**
     * @param capacity sessions that are a load of 100 %
     */
    private void begin(Policy policy, int capacity) {
        world.loadBySessions(capacity);
        world.install(
                (daemon, order) ->
                        Optional.of(
                                new Server(
                                        world,
                                        daemon,
                                        order,
                                        daemon.nodeId() == failing
                                                ? Manners.FAILING
                                                : Manners.PLAIN,
                                        requests,
                                        dice.fork())));
        IntStream.range(0, NODES).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        List<String> lines =
                List.of(
                        new PlainService(
                                        "s",
                                        new Endpoints(0, 1, 199),
                                        policy,
                                        new ServiceTimes(
                                                Duration.ofSeconds(5),
                                                Duration.ZERO,
                                                Duration.ofSeconds(5)))
                                .line(),
                        new PlainBalancer(LOW, HIGH, 1, 1).line());
        world.daemons()
                .get(0)
                .configure(PlainReader.text(List.of(0, 1, 2), List.of(), lines, 1), 1);
        // Nobody is new any more.
        world.run(15 * Events.SECOND);
    }

    private void come() {
        int machine = SERVERS + came % (NODES - SERVERS);
        clients.add(
                new Client(
                        world,
                        world.machine(machine),
                        FIRST_CLIENT + came / (NODES - SERVERS) % HELD,
                        new Client.Habits(List.of(0), Events.SECOND, 100, 1, 0),
                        requests,
                        dice.fork()));
        came++;
        world.run(100 * Events.MS);
    }

    private void go() {
        clients.remove().kill();
        world.run(100 * Events.MS);
    }

    private void fill(int until) {
        while (clients.size() < until) {
            come();
        }
        world.run(5 * Events.SECOND);
    }

    private List<Integer> served() {
        return IntStream.range(0, SERVERS)
                .mapToObj(node -> world.on(node).orElseThrow().serverSessions())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAST_LOADED", "TWO_CHOICES"})
    void threeHundredHeldSessionsAreAHundredForEach(Policy policy) {
        begin(policy, 200);
        fill(HELD);
        assertThat(served()).allMatch(count -> count >= 90 && count <= 110);
        assertThat(served().stream().mapToInt(count -> count).sum()).isEqualTo(HELD);
        assertThat(requests.errors()).isEmpty();
    }

    @Test
    void firstFitFillsNodeByNodeAndEmptiesInReverse() {
        // A hundred are the high water of a node.
        begin(Policy.FIRST_FIT, 143);
        while (served().get(1) == 0) {
            come();
        }
        assertThat(served().get(0)).isBetween(95, 125);
        while (served().get(2) == 0) {
            come();
        }
        assertThat(served().get(1)).isBetween(95, 125);
        fill(HELD);
        assertThat(served().stream().mapToInt(count -> count).sum()).isEqualTo(HELD);
        shrink(170);
        assertThat(served().get(2)).isZero();
        assertThat(served().get(0)).isGreaterThan(80);
        shrink(80);
        assertThat(served()).containsExactly(80, 0, 0);
        assertThat(requests.problems()).isEmpty();
    }

    /** So many stay; each of them is another one then. */
    private void shrink(int to) {
        while (clients.size() > to) {
            go();
        }
        for (int i = 0; i < 2 * to; i++) {
            go();
            come();
        }
        world.run(5 * Events.SECOND);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatFailsFastGetsLittleMoreThanItsShare(Policy policy) {
        failing = 0;
        begin(policy, 200);
        for (int i = 0; i < HELD; i++) {
            come();
            if (clients.size() > 30) {
                go();
            }
        }
        int all = IntStream.of(attempts).sum();
        assertThat(all).isGreaterThanOrEqualTo(HELD);
        assertThat(attempts[0]).as("of %s", all).isPositive().isLessThanOrEqualTo(all * 37 / 100);
    }
}
