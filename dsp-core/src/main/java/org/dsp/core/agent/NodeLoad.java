package org.dsp.core.agent;

import org.dsp.core.config.ClusterNode;

/** A server and its load. */
public record NodeLoad(int node, Load load) {
    public NodeLoad {
        ClusterNode.IDS.check("node id", node);
    }
}
