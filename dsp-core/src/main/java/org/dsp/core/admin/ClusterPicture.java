package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.StatusMessage.PutCluster;

/**
 * The cluster as one node sees it, wherever that was learnt: from a daemon's agent, or from the
 * group.
 *
 * @param node whose picture it is
 * @param epoch the configuration
 * @param config its text; may hold secrets
 * @param bmCluster every agent in the group
 * @param bmServers the servers of them
 * @param bmInit the initialised of them
 * @param nodes every node known, by id
 * @param notes what an operator should know, a line each
 */
public record ClusterPicture(
        int node,
        ConfigEpoch epoch,
        Optional<ConfigText> config,
        NodeSet bmCluster,
        NodeSet bmServers,
        NodeSet bmInit,
        List<NodeStatus> nodes,
        List<String> notes) {
    public ClusterPicture {
        nodes = List.copyOf(nodes);
        notes = List.copyOf(notes);
    }

    /** A daemon's. */
    public static ClusterPicture of(AgentStatus status) {
        return new ClusterPicture(
                status.nodeId(),
                status.epoch(),
                status.config(),
                status.bmCluster(),
                status.bmServers(),
                status.bmInit(),
                status.nodes(),
                notes(status));
    }

    /**
     * What the group answered.
     *
     * @param from the node that answered
     */
    public static ClusterPicture of(int from, PutCluster answer) {
        return new ClusterPicture(
                from,
                answer.epoch(),
                answer.config(),
                answer.bmCluster(),
                answer.bmServers(),
                answer.bmInit(),
                answer.nodes(),
                List.of());
    }

    private static List<String> notes(AgentStatus status) {
        List<String> notes = new ArrayList<>();
        if (!status.settled()) {
            notes.add("it is not known yet whether another daemon holds this node's id");
        }
        status.foreign()
                .forEach(
                        other ->
                                notes.add(
                                        "nodes "
                                                + other.nodes()
                                                + " belong to another cluster, with configuration "
                                                + other.epoch()));
        status.lost()
                .forEach(
                        lost ->
                                notes.add(
                                        "configuration "
                                                + lost.epoch()
                                                + " of "
                                                + lost.file()
                                                + " lost to "
                                                + lost.by()));
        return notes;
    }
}
