package org.dsp.core.config;

/** A named part of a cluster's configuration: what one block of a cluster file says. */
public sealed interface Part permits ClusterNode, LoadBalancer, Service, Container {
    /** The block's name. */
    String name();

    /** The block's keyword. */
    String keyword();

    /** As messages call it: {@code server "node1"}. */
    default String label() {
        return keyword() + " \"" + name() + "\"";
    }
}
