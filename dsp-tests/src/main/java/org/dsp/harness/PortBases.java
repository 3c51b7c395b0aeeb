package org.dsp.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for one cluster on this machine: node n listens on {@code receiver} + n and connects from
 * {@code sender} + n; in a group it also listens on {@link #group} + n and {@link #detection} + n.
 *
 * @param receiver receiver_port_base of all its nodes
 * @param sender sender_port_base of all its nodes
 */
public record PortBases(int receiver, int sender) {
    /** Between the bases, as the node file wants it: no node's receiver is another's sender. */
    public static final int SPAN = 500;

    /** Above the well-known ports, below those that the kernel gives to outgoing connections. */
    private static final int LOWEST = 10_000;

    private static final int HIGHEST = 32_000;

    /** Of each base of the group: nodes, and tools that join. */
    private static final int GROUP_SPAN = 600;

    private static final int WHOLE = 2 * SPAN + 2 * GROUP_SPAN;
    private static final int ATTEMPTS = 1_000;

    /** Bases at which the ports of all these nodes (ids 0…499) are free now. */
    public static PortBases free(List<Integer> nodes) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - WHOLE);
            PortBases bases = new PortBases(base, base + SPAN);
            if (nodes.stream().allMatch(bases::freeFor)) {
                return bases;
            }
        }
        throw new HarnessException(
                "no free ports for nodes " + nodes + " between " + LOWEST + " and " + HIGHEST);
    }

    /** group_port_base of all its nodes. */
    public int group() {
        return sender + GROUP_SPAN;
    }

    /** fd_port_base of all its nodes. */
    public int detection() {
        return group() + GROUP_SPAN;
    }

    /** The port that a node listens on. */
    public int receiverPort(int node) {
        return receiver + node;
    }

    private boolean freeFor(int node) {
        return isFree(receiver + node)
                && isFree(sender + node)
                && isFree(group() + node)
                && isFree(detection() + node);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
