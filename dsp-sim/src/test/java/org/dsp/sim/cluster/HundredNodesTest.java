package org.dsp.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.NodeStatus;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster as large as they come. */
class HundredNodesTest {
    private static final int NODES = 100;
    private static final int SERVERS = 40;
    private static final long TEN_MINUTES = 600 * Events.SECOND;

    @Test
    @Tag("slow")
    @Tag("cluster")
    void aHundredAgentsForTenMinutes() {
        long before = cpu();
        World world = new World(1, WorldSettings.agentsOnly(NODES), Watch.NONE);
        run(world, TEN_MINUTES);
        System.out.printf(
                "100 nodes x 10 simulated minutes: %.1f s of CPU, %d events%n",
                (cpu() - before) / 1e9, world.events().ran());
    }

    @Test
    void aHundredAgentsAgree() {
        run(new World(2, WorldSettings.agentsOnly(NODES), Watch.NONE), 40 * Events.SECOND);
    }

    private static void run(World world, long nanos) {
        IntStream.range(0, NODES).forEach(node -> world.start(node, node));
        world.run(10 * Events.SECOND);
        List<Integer> servers = IntStream.range(0, SERVERS).boxed().toList();
        world.daemons().get(0).configure(PlainReader.text(servers, List.of(), 1), 1);
        world.run(nanos - world.events().now());
        for (Daemon daemon : world.daemons()) {
            AgentStatus status = daemon.status();
            assertThat(status.bmCluster().size()).isEqualTo(NODES);
            assertThat(status.bmServers().size()).isEqualTo(SERVERS);
            assertThat(status.bmInit().size()).isEqualTo(SERVERS);
            assertThat(status.nodes()).hasSize(NODES).allMatch(NodeStatus::proven);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
