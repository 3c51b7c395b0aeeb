package org.dsp.core.agent;

/**
 * Which configuration. Of one cluster, the higher counter is the later one; of two made at once,
 * the higher digest (unsigned) counts as the later.
 *
 * @param clusterId made at the first configuration; 0 = no cluster yet
 * @param counter 1, 2, … of this cluster; 0 = none
 * @param digest of the text
 */
public record ConfigEpoch(long clusterId, long counter, long digest) {
    /** No configuration. */
    public static final ConfigEpoch NONE = new ConfigEpoch(0, 0, 0);

    public ConfigEpoch {
        if (counter < 0 || (clusterId == 0) != (counter == 0)) {
            throw new IllegalArgumentException(
                    "cluster "
                            + Long.toHexString(clusterId)
                            + " counter "
                            + counter
                            + "; allowed a cluster with 1 or more, or none with 0");
        }
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return clusterId != 0;
    }

    /** Whether both are of one cluster. */
    public boolean sameCluster(ConfigEpoch other) {
        return clusterId == other.clusterId && clusterId != 0;
    }

    /** Whether this displaces {@code other}: later, and of the same cluster. */
    public boolean displaces(ConfigEpoch other) {
        return sameCluster(other)
                && (counter > other.counter
                        || (counter == other.counter
                                && Long.compareUnsigned(digest, other.digest) > 0));
    }

    /** As status and logs show it. */
    @Override
    public String toString() {
        return isConfigured()
                ? "%d of cluster %016x (%016x)".formatted(counter, clusterId, digest)
                : "none";
    }
}
