package org.dsp.core.config;

/**
 * A name that a node gives to all its processes: an endpoint that lives on another node.
 *
 * @param endpoint in {@link #ENDPOINTS}; the container's limits are checked against the cluster
 *     file
 * @param node where it lives, in {@link ClusterNode#IDS}
 * @param name shown beside it, at most {@value #NAME_MAX} characters
 * @param dcid its container, in {@link Container#IDS}
 */
public record RemoteName(int endpoint, int node, String name, int dcid) {
    /** Widest limits of a container. */
    public static final IntRange ENDPOINTS =
            new IntRange(-Container.TASKS.max(), Container.PROCS.max() - 1);

    /** Longest name, in characters, as everywhere in M3-IPC. */
    public static final int NAME_MAX = 15;

    public RemoteName {
        ENDPOINTS.check("names: endpoint", endpoint);
        ClusterNode.IDS.check("names: node", node);
        Texts.checkName("names: name", name);
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException(
                    "names: name \"" + name + "\"; allowed at most " + NAME_MAX + " characters");
        }
        Container.IDS.check("names: dcid", dcid);
    }

    /** The name of an endpoint whose entry gives none. */
    public static String defaultName(int endpoint) {
        return "ep" + endpoint;
    }
}
