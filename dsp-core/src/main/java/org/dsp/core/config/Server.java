package org.dsp.core.config;

import java.util.Optional;

/**
 * A node that runs server programs.
 *
 * @param nodeId in {@link ClusterNode#IDS}
 * @param name the block's name
 * @param address host to connect to
 * @param link how to talk to it
 * @param nodeImage image of the virtual machine that can be started for it; empty = not managed
 * @param weight share of new sessions, in {@link #WEIGHTS}
 */
public record Server(
        int nodeId,
        String name,
        String address,
        LinkOptions link,
        Optional<String> nodeImage,
        int weight)
        implements ClusterNode {
    /** Allowed weights. */
    public static final IntRange WEIGHTS = new IntRange(1, 100);

    public static final int DEFAULT_WEIGHT = 1;

    public Server {
        IDS.check("nodeid", nodeId);
        Texts.checkName("server", name);
        Texts.checkHost("address", address);
        nodeImage.ifPresent(image -> Texts.checkLine("node_image", image));
        WEIGHTS.check("weight", weight);
    }

    @Override
    public String keyword() {
        return "server";
    }
}
