package org.dsp.sim.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.sim.cluster.PlainReader;
import org.dsp.sim.cluster.PlainService;
import org.dsp.sim.cluster.Watch;
import org.dsp.sim.cluster.World;
import org.dsp.sim.cluster.WorldSettings;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;

/** One client, one service, nothing that goes wrong; the rest is for the schedules. */
class ServiceTest {
    private static final int SERVICE = 20;
    private final Requests requests = new Requests();
    private final List<Server> started = new ArrayList<>();
    private final World world = new World(3, WorldSettings.linked(3), Watch.NONE);
    private final Dice dice = new Dice(4);

    private void begin(Manners manners) {
        world.install(
                (daemon, order) -> {
                    Server server =
                            new Server(world, daemon, order, manners, requests, dice.fork());
                    started.add(server);
                    return Optional.of(server);
                });
        IntStream.range(0, 3).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        String service =
                new PlainService(
                                "s",
                                new Endpoints(SERVICE, SERVICE, 22),
                                Policy.FIRST_FIT,
                                new ServiceTimes(
                                        Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
                        .line();
        world.daemons()
                .get(0)
                .configure(PlainReader.text(List.of(0), List.of(), List.of(service), 1), 1);
        world.run(5 * Events.SECOND);
    }

    private Client client(int machine) {
        return new Client(
                world,
                world.machine(machine),
                50,
                new Client.Habits(List.of(SERVICE), 100 * Events.MS, 100, 1, 0),
                requests,
                dice.fork());
    }

    private void assertNothingIsLeft() {
        assertThat(world.daemons())
                .allMatch(
                        daemon ->
                                daemon.clientSessions() == 0
                                        && daemon.serverSessions() == 0
                                        && daemon.endpoints().isEmpty());
        assertThat(IntStream.range(0, 3).mapToObj(world::machine))
                .allMatch(machine -> machine.programs().isEmpty());
    }

    @Test
    void aClientIsServedByOneProgramThatEndsWithIt() {
        begin(Manners.PLAIN);
        Client client = client(2);
        world.run(10 * Events.SECOND);
        assertThat(requests.answers()).isGreaterThan(30);
        assertThat(requests.errors()).isEmpty();
        assertThat(requests.problems()).isEmpty();
        assertThat(started).hasSize(1);
        assertThat(started.get(0).bound()).isTrue();
        client.kill();
        world.run(2 * Events.SECOND);
        assertNothingIsLeft();
    }

    @Test
    void aClientOfAServerNodeIsServedToo() {
        begin(Manners.PLAIN);
        client(0);
        client(1);
        world.run(5 * Events.SECOND);
        assertThat(requests.answers()).isGreaterThan(30);
        assertThat(requests.errors()).isEmpty();
        assertThat(started).hasSize(2);
    }

    @Test
    void aProgramThatEndsAtOnceIsAnErrorAndLeavesNothing() {
        begin(Manners.FAILING);
        Client client = client(2);
        world.run(5 * Events.SECOND);
        assertThat(requests.answers()).isZero();
        assertThat(requests.errors()).isNotEmpty();
        client.kill();
        world.run(2 * Events.SECOND);
        assertNothingIsLeft();
    }

    @Test
    void aProgramOfAKilledDaemonLivesUntilTheNextOneEndsIt() {
        begin(Manners.PLAIN);
        client(2);
        world.run(3 * Events.SECOND);
        world.kill(world.on(0).orElseThrow());
        world.run(10 * Events.MS);
        assertThat(world.machine(0).programs()).hasSize(1);
        world.start(0, 0);
        world.run(5 * Events.SECOND);
        assertThat(started.get(0).over()).isTrue();
        world.run(10 * Events.SECOND);
        assertThat(started.get(started.size() - 1).over()).isFalse();
        assertThat(requests.problems()).isEmpty();
        assertThat(requests.errors().values()).containsExactly(1);
    }
}
