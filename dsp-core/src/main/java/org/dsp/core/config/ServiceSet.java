package org.dsp.core.config;

import java.util.List;

/**
 * The services of a cluster, as the data path sees them.
 *
 * @param services by name
 * @param presented the node at which clients see servers, 0…499; -1 = there is none
 */
public record ServiceSet(List<Service> services, int presented) {
    /** Without a configuration. */
    public static final ServiceSet NONE = new ServiceSet(List.of(), -1);

    public ServiceSet {
        services = List.copyOf(services);
    }

    /** Those of a cluster. */
    public static ServiceSet of(ClusterConfig config) {
        return new ServiceSet(config.services(), config.presentedNode());
    }
}
