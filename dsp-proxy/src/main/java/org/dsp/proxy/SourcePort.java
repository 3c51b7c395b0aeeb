package org.dsp.proxy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The port that this node's connections come from, and the address: the one it listens on where
 * that can reach the peer, so that a peer sees one address of a node; else what the kernel chooses.
 *
 * @param bindAddress that the receiver listens on
 * @param port 0 = any
 */
record SourcePort(InetAddress bindAddress, int port) {
    /** Whether there is one. */
    boolean wanted() {
        return port != 0;
    }

    /** To be bound before a connection to {@code target}. */
    InetSocketAddress address(InetAddress target) {
        boolean sameFamily =
                (bindAddress instanceof Inet4Address) == (target instanceof Inet4Address);
        boolean reaches =
                !bindAddress.isAnyLocalAddress()
                        && sameFamily
                        && bindAddress.isLoopbackAddress() == target.isLoopbackAddress();
        return reaches ? new InetSocketAddress(bindAddress, port) : new InetSocketAddress(port);
    }
}
