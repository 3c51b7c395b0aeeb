package org.dsp.core.agent;

/**
 * One node, as another one (or itself) knows it.
 *
 * @param id in {@link org.dsp.core.config.ClusterNode#IDS}
 * @param name of its block, else as it announced itself, else {@code node7}
 * @param role by the configuration
 * @param present whether it is in the group's view; others are listed by the configuration, or have
 *     sessions that are not given up yet
 * @param state as it announced; {@link AgentState#WAIT_CONFIG} when it announced nothing
 * @param level as it reported, {@link Level#UNKNOWN} when that is too old
 * @param percent its smoothed load, 0…100; -1 = unknown
 * @param levelAgeMs age of the sample behind it; -1 = there is none
 * @param proven whether this node's copy of what that one owns is proven in step: configuration,
 *     version and digest
 * @param sessions how many it owns
 * @param sessionVersion of its sessions: how many it opened and closed in this life
 * @param sessionDigest of its sessions: the sum of their hashes
 * @param linkUp whether the data channel to it is up; true of the node itself
 * @param host where it listens; empty = not announced
 * @param port its receiver's; 0 = not announced
 * @param epoch the configuration it has
 */
public record NodeStatus(
        int id,
        String name,
        Role role,
        boolean present,
        AgentState state,
        Level level,
        int percent,
        long levelAgeMs,
        boolean proven,
        int sessions,
        long sessionVersion,
        long sessionDigest,
        boolean linkUp,
        String host,
        int port,
        ConfigEpoch epoch) {}
