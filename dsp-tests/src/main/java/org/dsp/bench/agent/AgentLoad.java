package org.dsp.bench.agent;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Session;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.PlainReader;
import org.dsp.sim.cluster.Watch;
import org.dsp.sim.cluster.World;
import org.dsp.sim.cluster.WorldSettings;
import org.dsp.sim.net.Events;

/**
 * Real agents on the simulator's group: a node announces a million sessions to another, a third
 * joins; then a hundred nodes for ten minutes. Says in one line how long each took. Messages are
 * encoded and decoded; no network, and all agents share one thread.
 */
public final class AgentLoad {
    /** What the line begins with that has the numbers. */
    public static final String DONE = "done";

    private static final int SESSIONS = 1_000_000;
    private static final int AT_ONCE = 256;
    private static final int NODES = 100;
    private static final double BILLION = 1e9;
    private static final int COPIES = 2;

    private AgentLoad() {}

    /** Measures; takes no arguments. */
    public static void main(String[] args) {
        World world = new World(1, WorldSettings.agentsOnly(COPIES + 1), Watch.NONE);
        Daemon owner = world.start(0, 0);
        world.start(1, 1);
        configure(world, List.of(0, 1));
        long empty = used();
        double announcing = seconds(() -> announce(world, owner));
        long full = used();
        double joining = seconds(() -> join(world));
        double hundred = seconds(AgentLoad::hundred);
        System.out.printf(
                Locale.ROOT,
                "%s %.0f %.3f %.1f %.2f%n",
                DONE,
                SESSIONS / announcing,
                joining,
                (double) (full - empty) / COPIES / SESSIONS,
                hundred);
    }

    private static void configure(World world, List<Integer> servers) {
        world.run(10 * Events.SECOND);
        world.daemons().get(0).configure(PlainReader.text(servers, List.of(), 1), 1);
        world.run(10 * Events.SECOND);
    }

    /** A node opens all sessions, and another one hears of each. */
    private static void announce(World world, Daemon owner) {
        for (int i = 1; i <= SESSIONS; i++) {
            owner.open(new Session(i, 0, 20, 1, 50 + i % 100, i, i, 0, i % 30, i, i));
            if (i % AT_ONCE == 0) {
                world.run(Events.MS);
            }
        }
        world.run(5 * Events.SECOND);
        inStep(world);
    }

    /** A third node joins and has all of them, proven. */
    private static void join(World world) {
        Daemon joiner = world.start(2, 2);
        long end = world.events().now() + 60 * Events.SECOND;
        while (world.events().now() < end && !proven(joiner)) {
            world.run(100 * Events.MS);
        }
        inStep(world);
    }

    private static void hundred() {
        World world = new World(1, WorldSettings.agentsOnly(NODES), Watch.NONE);
        IntStream.range(0, NODES).forEach(node -> world.start(node, node));
        configure(world, IntStream.range(0, NODES / 2).boxed().toList());
        world.run(580 * Events.SECOND);
        world.daemons().forEach(AgentLoad::check);
    }

    private static void inStep(World world) {
        world.daemons().forEach(AgentLoad::check);
        for (Daemon daemon : world.daemons()) {
            int[] count = new int[1];
            daemon.forEachSession(session -> count[0]++);
            if (count[0] != SESSIONS) {
                throw new IllegalStateException(daemon + " has " + count[0] + " sessions");
            }
        }
    }

    private static void check(Daemon daemon) {
        if (!proven(daemon)) {
            throw new IllegalStateException(daemon + " is not in step: " + daemon.status().nodes());
        }
    }

    private static boolean proven(Daemon daemon) {
        List<NodeStatus> nodes = daemon.status().nodes();
        return nodes.size() > 1 && nodes.stream().allMatch(NodeStatus::proven);
    }

    private static double seconds(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / BILLION;
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
