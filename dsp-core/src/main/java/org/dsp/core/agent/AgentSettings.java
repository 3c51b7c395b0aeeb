package org.dsp.core.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * What an agent needs to know of itself.
 *
 * @param self who it is and where
 * @param configWait how long it waits in a group where nobody is configured before it proposes what
 *     it has; counted from the start, or from when the last agent joined
 * @param probePeriod how long a member that holds this node's id may stay silent before it is
 *     replaced
 * @param stableView how long a group must be without a node before what that node owned is dropped
 * @param proposal what it has on disk, else its {@code cluster_file}; empty = neither
 * @param reader of cluster files
 */
public record AgentSettings(
        Announcement self,
        Duration configWait,
        Duration probePeriod,
        Duration stableView,
        Optional<StoredConfig> proposal,
        ConfigReader reader) {
    public static final Duration DEFAULT_CONFIG_WAIT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_PROBE_PERIOD = Duration.ofMillis(1500);
    public static final Duration DEFAULT_STABLE_VIEW = Duration.ofSeconds(5);

    public AgentSettings {
        positive("config_wait", configWait);
        positive("probe period", probePeriod);
        positive("stable view", stableView);
    }

    /** With the default times. */
    public static AgentSettings of(
            Announcement self, Optional<StoredConfig> proposal, ConfigReader reader) {
        return new AgentSettings(
                self,
                DEFAULT_CONFIG_WAIT,
                DEFAULT_PROBE_PERIOD,
                DEFAULT_STABLE_VIEW,
                proposal,
                reader);
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(what + " " + value + "; allowed up to 1 h");
        }
    }
}
