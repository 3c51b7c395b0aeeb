package org.dsp.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;

/** The ways of a cluster, one by one; what goes wrong together is for the schedules. */
class WorldTest {
    private static World formed(int nodes) {
        World world = new World(11, WorldSettings.linked(nodes + 1), Watch.NONE);
        IntStream.range(0, nodes).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        return world;
    }

    private static World configured(int nodes) {
        World world = formed(nodes);
        world.daemons().get(0).configure(file(1), 1);
        world.run(5 * Events.SECOND);
        return world;
    }

    /** Nodes 0 and 1 are servers. */
    private static ConfigText file(int variant) {
        return PlainReader.text(List.of(0, 1), List.of(), variant);
    }

    private static void cut(World world, int size, boolean cut) {
        for (int a = 0; a < size; a++) {
            for (int b = size; b < world.wires().machines(); b++) {
                if (cut) {
                    world.wires().cut(a, b);
                    world.wires().cut(b, a);
                } else {
                    world.wires().heal(a, b);
                    world.wires().heal(b, a);
                }
            }
        }
    }

    @Test
    void nodesWaitForAConfigurationThenServeOrAsk() {
        World world = formed(3);
        assertThat(world.daemons())
                .allMatch(daemon -> daemon.status().state() == AgentState.WAIT_CONFIG);
        world.daemons().get(2).configure(file(1), 1);
        world.run(Events.SECOND);
        assertThat(world.daemons().stream().map(daemon -> daemon.status().state()))
                .containsExactly(AgentState.INITIALIZED, AgentState.INITIALIZED, AgentState.CLIENT);
    }

    @Test
    void everyPairIsLinkedOnceConfigured() {
        World world = configured(4);
        for (Daemon from : world.daemons()) {
            for (Daemon to : world.daemons()) {
                assertThat(from == to || from.linkUp(to.nodeId())).isTrue();
                if (from != to) {
                    assertThat(from.linkedLife(to.nodeId())).hasValue(to.life());
                }
            }
        }
    }

    @Test
    void aKilledNodeIsOutOfEveryBitmapInASecondAndAHalf() {
        World world = configured(4);
        world.kill(world.on(1).orElseThrow());
        world.run(1_500 * Events.MS);
        for (Daemon daemon : world.daemons()) {
            assertThat(daemon.status().bmCluster().contains(1)).isFalse();
            assertThat(daemon.status().bmInit().contains(1)).isFalse();
        }
    }

    @Test
    void aClusterThatWasDownAsAWholeComesBackByItself() {
        World world = configured(3);
        ConfigEpoch epoch = world.daemons().get(0).status().epoch();
        List.copyOf(world.daemons()).forEach(world::kill);
        world.run(Events.SECOND);
        IntStream.range(0, 3).forEach(node -> world.start(node, node));
        world.run(15 * Events.SECOND);
        assertThat(world.daemons())
                .hasSize(3)
                .allMatch(daemon -> daemon.status().epoch().sameCluster(epoch));
    }

    @Test
    void theSecondDaemonWithAnIdFencesItself() {
        World world = configured(3);
        Daemon holder = world.on(2).orElseThrow();
        Daemon second = world.start(3, 2);
        world.run(10 * Events.SECOND);
        assertThat(second.over()).isTrue();
        assertThat(second.fenced()).contains("m2");
        assertThat(holder.over()).isFalse();
        assertThat(world.daemons()).allMatch(daemon -> daemon.linkUp(2) || daemon == holder);
    }

    @Test
    void clustersConfiguredApartLeaveEachOtherAlone() {
        World world = new World(5, WorldSettings.linked(4), Watch.NONE);
        cut(world, 2, true);
        IntStream.range(0, 4).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        world.on(0).orElseThrow().configure(file(1), 1);
        world.on(3).orElseThrow().configure(file(2), 2);
        world.run(3 * Events.SECOND);
        ConfigEpoch here = world.on(0).orElseThrow().status().epoch();
        ConfigEpoch there = world.on(3).orElseThrow().status().epoch();
        cut(world, 2, false);
        world.run(20 * Events.SECOND);
        assertThat(here.sameCluster(there)).isFalse();
        assertThat(world.on(0).orElseThrow().status().epoch()).isEqualTo(here);
        assertThat(world.on(3).orElseThrow().status().epoch()).isEqualTo(there);
        assertThat(world.daemons()).noneMatch(daemon -> daemon.status().foreign().isEmpty());
    }

    @Test
    void aDiskOfAnOlderClusterChangesNothing() {
        World world = formed(4);
        world.daemons().get(0).configure(file(1), 1);
        world.run(3 * Events.SECOND);
        for (int i = 2; i < 6; i++) {
            world.daemons().get(0).configure(file(i), i);
            world.run(3 * Events.SECOND);
        }
        for (Daemon daemon : List.copyOf(world.daemons())) {
            world.kill(daemon);
        }
        for (int number = 0; number < 3; number++) {
            world.machine(number).loseDisk();
            world.start(number, number);
        }
        world.run(10 * Events.SECOND);
        world.daemons().get(0).configure(file(9), 9);
        world.run(3 * Events.SECOND);
        ConfigEpoch young = world.daemons().get(0).status().epoch();
        assertThat(young.counter()).isEqualTo(1);
        world.start(3, 3);
        world.run(20 * Events.SECOND);
        assertThat(world.daemons())
                .hasSize(4)
                .allMatch(daemon -> daemon.status().epoch().equals(young));
    }

    @Test
    void aWrongFileChangesNothingAnywhere() {
        World world = configured(3);
        ConfigEpoch epoch = world.daemons().get(0).status().epoch();
        world.daemons().get(1).configure(PlainReader.wrong(2), 2);
        world.run(5 * Events.SECOND);
        assertThat(world.daemons()).allMatch(daemon -> daemon.status().epoch().equals(epoch));
    }
}
