package org.dsp.core.channel;

import org.dsp.core.wire.ProxyHeader;

/**
 * What all channels of a node share. Times in ns.
 *
 * @param localNode this node's id, 0…499
 * @param incarnation random, ≠ 0, new at each start of the daemon: half of the link epoch
 * @param clusterId 0 = none; of channels that are not told another one
 * @param windowCommands most commands sent and not acknowledged, 1…1048576
 * @param windowBytes most payload bytes sent and not acknowledged, 65536…1073741824
 * @param helloPeriod between link HELLOs, 1 ms…1 h; three missed end the connection
 * @param ackDelay longest wait before WINDOW_ACK, 0…1 s
 * @param linkGrace how long operations wait for a peer that is not there before it is declared
 *     down, ≥ 0
 * @param backoffMin first wait between attempts, ≥ 1 ms
 * @param backoffMax longest wait between attempts, ≥ {@code backoffMin}
 * @param seed of the back-off's jitter
 * @param firstSequence sequence number of the first command after each LEAVE
 */
public record ChannelSettings(
        int localNode,
        long incarnation,
        long clusterId,
        int windowCommands,
        int windowBytes,
        long helloPeriod,
        long ackDelay,
        long linkGrace,
        long backoffMin,
        long backoffMax,
        long seed,
        int firstSequence) {
    private static final long MS = 1_000_000L;

    public ChannelSettings {
        range("node id", localNode, 0, 499);
        if (incarnation == 0) {
            throw new IllegalArgumentException("incarnation 0; allowed: anything else");
        }
        range("window in commands", windowCommands, 1, 1 << 20);
        range("window in bytes", windowBytes, ProxyHeader.MAX_PAYLOAD, 1 << 30);
        range("HELLO period in ns", helloPeriod, MS, 3_600_000 * MS);
        range("ack delay in ns", ackDelay, 0, 1000 * MS);
        range("link grace in ns", linkGrace, 0, Long.MAX_VALUE / 4);
        range("shortest back-off in ns", backoffMin, MS, 3_600_000 * MS);
        range("longest back-off in ns", backoffMax, backoffMin, 3_600_000 * MS);
    }

    private static void range(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + "; allowed " + min + "…" + max);
        }
    }
}
