package org.dsp.core.agent;

import java.util.List;
import java.util.Optional;

/** Questions about the cluster and its loads, and their answers. */
public sealed interface StatusMessage extends AgentMessage {
    /**
     * My load, and how far what I own is.
     *
     * @param result INVALID when the cluster is not configured: then only the request's id counts
     * @param requestId of the UPDTLVL that it answers; 0 = by itself
     * @param bmInit as the sender knows it
     * @param epoch the configuration that it has
     * @param state what it is at
     * @param load its load
     * @param life of the sender
     * @param version of its sessions
     * @param digest of its sessions
     * @param sessions how many
     */
    record LoadLevel(
            Result result,
            long requestId,
            NodeSet bmInit,
            ConfigEpoch epoch,
            AgentState state,
            Load load,
            long life,
            long version,
            long digest,
            int sessions)
            implements StatusMessage {
        @Override
        public Kind kind() {
            return Kind.LOADLVL;
        }
    }

    /** Asks for {@link PutCluster}. */
    record GetCluster(long requestId) implements StatusMessage {
        @Override
        public Kind kind() {
            return Kind.GET_CLUSTER;
        }
    }

    /**
     * The cluster, as its lowest-id responder knows it.
     *
     * @param result INVALID when it is not configured; bitmaps and nodes are right all the same
     * @param requestId of the question
     * @param epoch of the configuration
     * @param config the configuration; present exactly when the result is OK
     * @param bmCluster every agent in the group
     * @param bmServers the servers of them
     * @param bmInit the initialised of them
     * @param nodes every node known, by id
     */
    record PutCluster(
            Result result,
            long requestId,
            ConfigEpoch epoch,
            Optional<ConfigText> config,
            NodeSet bmCluster,
            NodeSet bmServers,
            NodeSet bmInit,
            List<NodeStatus> nodes)
            implements StatusMessage {
        public PutCluster {
            nodes = List.copyOf(nodes);
        }

        @Override
        public Kind kind() {
            return Kind.PUT_CLUSTER;
        }
    }

    /** Asks for {@link PutLoadLevel}. */
    record GetLoadLevel(long requestId) implements StatusMessage {
        @Override
        public Kind kind() {
            return Kind.GET_LOADLVL;
        }
    }

    /**
     * The levels of all initialised servers, as the lowest-id responder knows them.
     *
     * @param result INVALID when the cluster is not configured
     * @param requestId of the question
     * @param levels by node id; empty when INVALID
     */
    record PutLoadLevel(Result result, long requestId, List<NodeLoad> levels)
            implements StatusMessage {
        public PutLoadLevel {
            levels = List.copyOf(levels);
        }

        @Override
        public Kind kind() {
            return Kind.PUT_LOADLVL;
        }
    }

    /** Asks every initialised server for a {@link LoadLevel} now. */
    record UpdateLevel(long requestId) implements StatusMessage {
        @Override
        public Kind kind() {
            return Kind.UPDTLVL;
        }
    }
}
