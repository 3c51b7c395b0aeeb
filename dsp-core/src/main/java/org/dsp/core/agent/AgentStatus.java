package org.dsp.core.agent;

import java.util.List;
import java.util.Optional;

/**
 * The agent at one moment: an immutable picture, for any thread.
 *
 * @param nodeId this node
 * @param name this node's
 * @param state this node's
 * @param settled whether it is known that nobody else holds this node's id
 * @param epoch the configuration that holds, or {@link ConfigEpoch#NONE}
 * @param config its text; may hold secrets
 * @param nodes every node known, by id; this one too
 * @param bmCluster every agent in the group
 * @param bmServers those of them that the configuration lists as servers
 * @param bmInit those of them that are initialised
 * @param viewId of the group's view; 0 = none yet
 * @param tools tools in the group
 * @param foreign configured clusters that were met in the group and are left alone
 * @param lost configurations that this node had and that lost at a merge, the last first
 */
public record AgentStatus(
        int nodeId,
        String name,
        AgentState state,
        boolean settled,
        ConfigEpoch epoch,
        Optional<ConfigText> config,
        List<NodeStatus> nodes,
        NodeSet bmCluster,
        NodeSet bmServers,
        NodeSet bmInit,
        long viewId,
        int tools,
        List<ForeignCluster> foreign,
        List<LostConfig> lost) {
    public AgentStatus {
        nodes = List.copyOf(nodes);
        foreign = List.copyOf(foreign);
        lost = List.copyOf(lost);
    }

    /** What is known of this node. */
    public Optional<NodeStatus> node(int id) {
        return nodes.stream().filter(node -> node.id() == id).findFirst();
    }

    /**
     * Another cluster in the same group.
     *
     * @param epoch the configuration that its nodes have
     * @param nodes its nodes
     */
    public record ForeignCluster(ConfigEpoch epoch, NodeSet nodes) {}

    /**
     * A configuration that was made apart and lost.
     *
     * @param epoch the one that lost
     * @param by the one that won
     * @param file name of its file
     */
    public record LostConfig(ConfigEpoch epoch, ConfigEpoch by, String file) {}
}
