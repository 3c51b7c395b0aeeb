package org.dsp.core.agent;

/** Who is there: what nodes say of themselves, and who holds a node id. */
public sealed interface MembershipMessage extends AgentMessage {
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
            implements MembershipMessage {
        @Override
        public Kind kind() {
            return Kind.ANNOUNCE;
        }
    }

    /** Announce yourself to me: I have not heard you. */
    record AnnounceRequest() implements MembershipMessage {
        @Override
        public Kind kind() {
            return Kind.ANNOUNCE_REQUEST;
        }
    }

    /** An orderly end: what I own is over. */
    record Leaving(long life) implements MembershipMessage {
        @Override
        public Kind kind() {
            return Kind.LEAVING;
        }
    }

    /**
     * To another member with the sender's node id: are you there?
     *
     * @param who the sender
     * @param settled whether it holds the id already, as far as it knows
     */
    record Probe(Announcement who, boolean settled) implements MembershipMessage {
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
    record ProbeAck(Announcement who, boolean settled) implements MembershipMessage {
        @Override
        public Kind kind() {
            return Kind.PROBE_ACK;
        }
    }
}
