package org.dsp.core.agent;

import java.util.Optional;

/**
 * What agents and tools say to each other. {@code docs/agent.md} tells the layout of each, who
 * sends it and who answers. {@code life} is an {@link Announcement#incarnation}: a daemon's, not a
 * member's.
 */
public sealed interface AgentMessage
        permits MembershipMessage, ConfigMessage, StatusMessage, SessionMessage {
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
}
