package org.dsp.core.agent;

import java.util.List;
import java.util.Optional;

/**
 * What agents and tools say to each other. {@code docs/agent.md} tells the layout of each, who
 * sends it and who answers. {@code life} is an {@link Announcement#incarnation}: a daemon's, not a
 * member's.
 */
public sealed interface AgentMessage {
    /** Which one. */
    Kind kind();

    /** The kinds, by their codes on the wire. */
    enum Kind {
        ANNOUNCE(1),
        ANNOUNCE_REQUEST(2),
        LEAVING(3),
        CONFIG(4),
        ACK_CONFIG(5),
        INITIALIZED(6),
        LOADLVL(7),
        GET_CLUSTER(8),
        PUT_CLUSTER(9),
        GET_LOADLVL(10),
        PUT_LOADLVL(11),
        UPDTLVL(12),
        CONFIG_PROPOSAL(13),
        CONFIG_RESULT(14),
        SESSION_OPEN(15),
        SESSION_CLOSE(16),
        SNAPSHOT_REQUEST(17),
        SNAPSHOT(18),
        SNAPSHOT_NEXT(19),
        PROBE(20),
        PROBE_ACK(21),
        CLOSE(22);

        private static final Kind[] BY_CODE = new Kind[32];

        static {
            for (Kind kind : values()) {
                BY_CODE[kind.code] = kind;
            }
        }

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** On the wire. */
        public int code() {
            return code;
        }

        static Optional<Kind> of(int code) {
            return code < 0 || code >= BY_CODE.length
                    ? Optional.empty()
                    : Optional.ofNullable(BY_CODE[code]);
        }
    }

    /** The result of an answer, in the notes' words. */
    enum Result implements Coded {
        /** STS_OK. */
        OK(0),
        /** STS_INVALID: the cluster is not configured. */
        INVALID(1);

        private final int code;

        Result(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /**
     * Everything short that a node says of itself: when it joins, when others join, at a merge,
     * when its state changes.
     *
     * @param who it is and where
     * @param state what it is at
     * @param epoch the configuration that it has
     * @param stored the one that it would propose; {@link ConfigEpoch#isConfigured} is false of one
     *     that no cluster has agreed on yet, whose digest is then not 0
     * @param load its load
     * @param version of its sessions
     * @param digest of its sessions
     * @param sessions how many
     * @param settled whether it knows that nobody else holds its id
     * @param replaces the life that held its id and was silent; 0 = none
     */
    record Announce(
            Announcement who,
            AgentState state,
            ConfigEpoch epoch,
            ConfigEpoch stored,
            Load load,
            long version,
            long digest,
            int sessions,
            boolean settled,
            long replaces)
            implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.ANNOUNCE;
        }
    }

    /** Announce yourself to me: I have not heard you. */
    record AnnounceRequest() implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.ANNOUNCE_REQUEST;
        }
    }

    /** An orderly end: what I own is over. */
    record Leaving(long life) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.LEAVING;
        }
    }

    /**
     * The configuration that holds.
     *
     * @param config it
     * @param issuer life of the agent that proposed it, or incarnation of the tool; 0 = restored
     *     from disk
     * @param requestId the issuer's
     */
    record Config(StoredConfig config, long issuer, long requestId) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG;
        }
    }

    /** I have this configuration, and it makes me this. */
    record AckConfig(ConfigEpoch epoch, AgentState state) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.ACK_CONFIG;
        }
    }

    /** I am a server of this configuration and take sessions. */
    record Initialized(ConfigEpoch epoch) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.INITIALIZED;
        }
    }

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
            implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.LOADLVL;
        }
    }

    /** Asks for {@link PutCluster}. */
    record GetCluster(long requestId) implements AgentMessage {
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
            implements AgentMessage {
        public PutCluster {
            nodes = List.copyOf(nodes);
        }

        @Override
        public Kind kind() {
            return Kind.PUT_CLUSTER;
        }
    }

    /** Asks for {@link PutLoadLevel}. */
    record GetLoadLevel(long requestId) implements AgentMessage {
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
            implements AgentMessage {
        public PutLoadLevel {
            levels = List.copyOf(levels);
        }

        @Override
        public Kind kind() {
            return Kind.PUT_LOADLVL;
        }
    }

    /** Asks every initialised server for a {@link LoadLevel} now. */
    record UpdateLevel(long requestId) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.UPDTLVL;
        }
    }

    /**
     * A configuration is asked for, or a judgement of it.
     *
     * @param issuer the agent's life, or the tool's incarnation
     * @param requestId the issuer's
     * @param base the configuration that the issuer wants to change: when another one holds, this
     *     one was too late; empty = whichever holds
     * @param dryRun only judge it
     * @param config the file
     */
    record ConfigProposal(
            long issuer,
            long requestId,
            Optional<ConfigEpoch> base,
            boolean dryRun,
            ConfigText config)
            implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG_PROPOSAL;
        }
    }

    /**
     * What became of a {@link ConfigProposal}.
     *
     * @param requestId of the proposal
     * @param result for the issuer
     */
    record ConfigAnswer(long requestId, ConfigResult result) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.CONFIG_RESULT;
        }
    }

    /**
     * The sender opened a session.
     *
     * @param life of the sender
     * @param version of its sessions after this
     * @param session its own
     */
    record SessionOpen(long life, long version, Session session) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.SESSION_OPEN;
        }
    }

    /**
     * The sender closed a session.
     *
     * @param life of the sender
     * @param version of its sessions after this
     * @param sessionId its own
     */
    record SessionClose(long life, long version, long sessionId) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.SESSION_CLOSE;
        }
    }

    /**
     * Asks a node for all sessions that it owns.
     *
     * @param transfer named by the asker; a later one replaces an earlier one
     */
    record SnapshotRequest(long transfer) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_REQUEST;
        }
    }

    /**
     * A part of what the sender owns.
     *
     * @param transfer of the request
     * @param life of the sender
     * @param asOf the version that all chunks of this transfer together show
     * @param digest of all chunks together
     * @param index 0, 1, …
     * @param last whether no other follows
     * @param sessions at most {@link Limits#CHUNK}
     */
    record Snapshot(
            long transfer,
            long life,
            long asOf,
            long digest,
            int index,
            boolean last,
            List<Session> sessions)
            implements AgentMessage {
        public Snapshot {
            sessions = List.copyOf(sessions);
        }

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT;
        }
    }

    /**
     * The chunk before {@code index} came: one more may follow.
     *
     * @param transfer of the request
     * @param index how many have come
     */
    record SnapshotNext(long transfer, int index) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_NEXT;
        }
    }

    /**
     * To another member with the sender's node id: are you there?
     *
     * @param who the sender
     * @param settled whether it holds the id already, as far as it knows
     */
    record Probe(Announcement who, boolean settled) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.PROBE;
        }
    }

    /**
     * I am here, and hold the id.
     *
     * @param who the sender
     * @param settled whether it holds the id already, as far as it knows
     */
    record ProbeAck(Announcement who, boolean settled) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.PROBE_ACK;
        }
    }

    /**
     * The client's node to a session's owner: another session serves this client, close yours.
     *
     * @param sessionId the owner's
     * @param winner the one that lives
     */
    record Close(long sessionId, long winner) implements AgentMessage {
        @Override
        public Kind kind() {
            return Kind.CLOSE;
        }
    }
}
