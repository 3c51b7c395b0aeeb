package org.dsp.core.config;

/**
 * Where a node listens and connects from.
 *
 * @param bindAddress IPv4 or IPv6 address, or {@code localhost}, that the receiver listens on
 * @param insecure whether an address that others can reach is allowed without keys
 * @param receiverPortBase receiver port of node 0, in {@link #PORT_BASES}; node n has base + n
 * @param senderPortBase source port of node 0's senders, in {@link #PORT_BASES}; at least {@value
 *     #SPAN} away from the receivers' base
 */
public record NetworkSettings(
        String bindAddress, boolean insecure, int receiverPortBase, int senderPortBase) {
    /** Bases whose last node still has a port. */
    public static final IntRange PORT_BASES = new IntRange(1, 65_535 - ClusterNode.IDS.max());

    /** Ports of one base: one for each node id. */
    public static final int SPAN = 500;

    /** Only this machine; the original's ports. */
    public static final NetworkSettings DEFAULT =
            new NetworkSettings("127.0.0.1", false, 3000, 3500);

    public NetworkSettings {
        if (!BindAddress.isAddress(bindAddress)) {
            throw new IllegalArgumentException(
                    "bind_address \"" + bindAddress + "\"; allowed " + BindAddress.RULE);
        }
        if (!insecure && !BindAddress.isLoopback(bindAddress)) {
            throw new IllegalArgumentException(
                    "bind_address " + bindAddress + "; allowed a loopback address, or insecure");
        }
        PORT_BASES.check("receiver_port_base", receiverPortBase);
        PORT_BASES.check("sender_port_base", senderPortBase);
        if (!apart(receiverPortBase, senderPortBase)) {
            throw new IllegalArgumentException(
                    "sender_port_base %d; allowed %d or more away from receiver_port_base %d"
                            .formatted(senderPortBase, SPAN, receiverPortBase));
        }
    }

    /** Whether no node's receiver has the port of another node's senders. */
    public static boolean apart(int receiverPortBase, int senderPortBase) {
        return Math.abs(receiverPortBase - senderPortBase) >= SPAN;
    }

    /** The port that {@code nodeId} receives on. */
    public int receiverPort(int nodeId) {
        return receiverPortBase + nodeId;
    }

    /** The port that {@code nodeId} connects from, where it can be bound. */
    public int senderPort(int nodeId) {
        return senderPortBase + nodeId;
    }
}
