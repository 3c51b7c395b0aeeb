package org.dsp.core.agent;

import java.util.List;

/** Which sessions live: changes of what a node owns, and all of it. */
public sealed interface SessionMessage extends AgentMessage {
    /**
     * The sender opened a session.
     *
     * @param life of the sender
     * @param version of its sessions after this
     * @param session its own
     */
    record SessionOpen(long life, long version, Session session) implements SessionMessage {
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
    record SessionClose(long life, long version, long sessionId) implements SessionMessage {
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
    record SnapshotRequest(long transfer) implements SessionMessage {
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
            implements SessionMessage {
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
    record SnapshotNext(long transfer, int index) implements SessionMessage {
        @Override
        public Kind kind() {
            return Kind.SNAPSHOT_NEXT;
        }
    }

    /**
     * The client's node to a session's owner: another session serves this client, close yours.
     *
     * @param sessionId the owner's
     * @param winner the one that lives
     */
    record Close(long sessionId, long winner) implements SessionMessage {
        @Override
        public Kind kind() {
            return Kind.CLOSE;
        }
    }
}
