package org.dsp.core.config;

/**
 * What a node may be given, as the agents agree on it. Whether the channel to it is up is for the
 * router to ask the channel.
 *
 * @param server whether the configuration lists it as a server
 * @param takesNew whether it takes new sessions: an initialised server that neither drains nor is
 *     in maintenance; without a group, every server
 * @param rank how loaded it is; the lower, the better
 * @param percent its smoothed load, 0…100; -1 = unknown
 * @param weight its share of new sessions, in {@link Server#WEIGHTS}
 */
public record PeerService(boolean server, boolean takesNew, Rank rank, int percent, int weight) {
    /** No server. */
    public static final PeerService NONE =
            new PeerService(false, false, Rank.NOT_MONITORED, -1, Server.DEFAULT_WEIGHT);

    /** Loads, the best first. */
    public enum Rank {
        FREE,
        UNLOADED,
        LOADED,
        /** Nobody measures: the router's own estimate ranks. */
        NOT_MONITORED,
        /** Not measured, or too long ago: after those that are known to have room. */
        UNKNOWN,
        /** Never given a session. */
        SATURATED
    }
}
