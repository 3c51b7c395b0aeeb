package org.dsp.core.channel;

import java.util.Optional;

/**
 * A channel at one moment, for status and tests. Counters run since the daemon started; control
 * frames count in none of them; bytes are headers and payloads before any encoding.
 *
 * @param peer the peer's node id
 * @param state of both halves together
 * @param out the direction that this node opens
 * @param in the direction that the peer opens
 * @param linkEpoch mine and yours, each incarnation (hex) / leave counter, for logs
 * @param commandsSent commands sent
 * @param bytesSent their bytes
 * @param commandsReceived commands delivered
 * @param bytesReceived their bytes
 * @param unacknowledged commands in the window now
 * @param unacknowledgedBytes their payload bytes
 * @param sequenceNext sequence of the next command, unsigned
 * @param sequenceAcknowledged the next sequence that the peer expects as far as is known, unsigned
 * @param sequenceExpected the next sequence expected of the peer, unsigned
 * @param resent commands written again after a break
 * @param duplicates commands dropped because they came before
 * @param late frames of connections that were given up
 * @param joins times the outgoing half was joined
 * @param reconnects times that either half was joined again in the same link epoch: nothing was
 *     lost
 * @param leaves link epochs that ended with something to leave
 * @param lastError what last went wrong
 * @param lastErrorAt when, in ns of the channel's clock; 0 without a last error
 */
public record ChannelStatus(
        int peer,
        State state,
        HalfStatus out,
        HalfStatus in,
        String linkEpoch,
        long commandsSent,
        long bytesSent,
        long commandsReceived,
        long bytesReceived,
        int unacknowledged,
        long unacknowledgedBytes,
        int sequenceNext,
        int sequenceAcknowledged,
        int sequenceExpected,
        long resent,
        long duplicates,
        long late,
        long joins,
        long reconnects,
        long leaves,
        Optional<String> lastError,
        long lastErrorAt) {
    /** How far the link is. */
    public enum State {
        /** Both halves are joined. */
        UP,
        /** One half is joined. */
        HALF,
        /** Not joined; operations still wait. */
        DOWN,
        /** Not joined for longer than the grace, or the peer said goodbye. */
        DECLARED_DOWN,
        /** Closed here. */
        CLOSED
    }
}
