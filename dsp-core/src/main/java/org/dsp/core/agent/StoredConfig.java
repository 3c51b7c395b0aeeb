package org.dsp.core.agent;

import java.util.List;

/**
 * A configuration with its history: what a node keeps on disk, and what travels.
 *
 * @param epoch {@link ConfigEpoch#NONE} = of a file that no cluster has agreed on yet ({@code
 *     cluster_file}); such a one never travels
 * @param ancestors digests of the configurations before it, the last first, at most {@link
 *     Limits#ANCESTORS}
 * @param text the file
 */
public record StoredConfig(ConfigEpoch epoch, List<Long> ancestors, ConfigText text) {
    public StoredConfig {
        ancestors = List.copyOf(ancestors);
        if (ancestors.size() > Limits.ANCESTORS) {
            throw new IllegalArgumentException(
                    ancestors.size() + " ancestors; allowed " + Limits.ANCESTORS);
        }
    }

    /** A file that no cluster has agreed on yet. */
    public static StoredConfig file(ConfigText text) {
        return new StoredConfig(ConfigEpoch.NONE, List.of(), text);
    }
}
