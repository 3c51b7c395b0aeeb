package org.dsp.core.config;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The {@code lb} block: the virtual balancer node, when load counts as low or high, and when server
 * nodes come and go. Durations are whole seconds in {@link #SECONDS}.
 *
 * @param name unique among nodes
 * @param nodeId the virtual node that clients see servers at; empty = the lowest server id is shown
 * @param lowWater load in % below which a server is unloaded, in {@link #PERCENT}
 * @param highWater load in % from which it is saturated, not below {@code lowWater}
 * @param period between two samples of the load
 * @param start how long servers are short before a node is started
 * @param stop how long a server is free before it is stopped
 * @param helloTime between two reports of an unchanged load, at most {@code period}
 * @param minServers servers kept running, 1 or more
 * @param maxServers servers that may run, not below {@code minServers}
 * @param vm how nodes are started and stopped
 */
public record LoadBalancer(
        String name,
        OptionalInt nodeId,
        int lowWater,
        int highWater,
        Duration period,
        Duration start,
        Duration stop,
        Duration helloTime,
        int minServers,
        int maxServers,
        VmControl vm)
        implements Part {
    public static final IntRange PERCENT = new IntRange(0, 100);
    public static final IntRange SECONDS = new IntRange(1, 3600);
    public static final int DEFAULT_LOW_WATER = 30;
    public static final int DEFAULT_HIGH_WATER = 70;
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(30);

    /** Longest: it is never more than the period. */
    public static final Duration DEFAULT_HELLO_TIME = Duration.ofSeconds(30);

    public static final Duration DEFAULT_START = Duration.ofSeconds(60);
    public static final Duration DEFAULT_STOP = Duration.ofSeconds(60);
    public static final int DEFAULT_MIN_SERVERS = 1;

    public LoadBalancer {
        Texts.checkName("lb", name);
        nodeId.ifPresent(id -> ClusterNode.IDS.check("nodeid", id));
        PERCENT.check("lowwater", lowWater);
        new IntRange(lowWater, Math.max(lowWater, PERCENT.max())).check("highwater", highWater);
        Seconds.check("period", period, SECONDS);
        Seconds.check("start", start, SECONDS);
        Seconds.check("stop", stop, SECONDS);
        Seconds.check(
                "hello_time", helloTime, new IntRange(SECONDS.min(), (int) period.toSeconds()));
        new IntRange(1, ClusterNode.IDS.max() + 1).check("min_servers", minServers);
        new IntRange(minServers, ClusterNode.IDS.max() + 1).check("max_servers", maxServers);
    }

    /**
     * What holds when the file has no {@code lb} block.
     *
     * @param servers how many servers the file lists
     */
    public static LoadBalancer defaults(int servers) {
        return new LoadBalancer(
                "lb",
                OptionalInt.empty(),
                DEFAULT_LOW_WATER,
                DEFAULT_HIGH_WATER,
                DEFAULT_PERIOD,
                DEFAULT_START,
                DEFAULT_STOP,
                DEFAULT_HELLO_TIME,
                DEFAULT_MIN_SERVERS,
                servers,
                VmControl.NONE);
    }

    /** The same without passwords. */
    public LoadBalancer withoutSecrets() {
        return new LoadBalancer(
                name,
                nodeId,
                lowWater,
                highWater,
                period,
                start,
                stop,
                helloTime,
                minServers,
                maxServers,
                vm.withoutSecrets());
    }

    @Override
    public String keyword() {
        return "lb";
    }
}
