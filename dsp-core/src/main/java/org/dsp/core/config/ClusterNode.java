package org.dsp.core.config;

/** A node that the cluster file lists. */
public sealed interface ClusterNode extends Part permits Server, Client {
    /** Node ids of a cluster. */
    IntRange IDS = new IntRange(0, 499);

    /** In {@link #IDS}, unique. */
    int nodeId();

    /** Host name or address to connect to; names are resolved anew at each attempt. */
    String address();

    /** How to talk to it. */
    LinkOptions link();
}
