package org.dsp.core.channel;

/**
 * What all channels of a node share. Times in ns.
 *
 * @param localNode this node's id, 0…499
 * @param incarnation random, ≠ 0, new at each start of the daemon: half of the link epoch
 * @param clusterId 0 = none; a JOIN with another one is refused
 * @param windowCommands most commands sent and not acknowledged
 * @param windowBytes most payload bytes sent and not acknowledged
 * @param helloPeriod between link HELLOs; three missed end the connection
 * @param ackDelay longest wait before WINDOW_ACK
 * @param linkGrace how long operations wait for a peer that is not there before it is declared down
 * @param backoffMin first wait between attempts
 * @param backoffMax longest wait between attempts
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
        int firstSequence) {}
