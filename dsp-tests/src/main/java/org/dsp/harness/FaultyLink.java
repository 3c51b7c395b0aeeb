package org.dsp.harness;

import java.net.InetSocketAddress;
import org.dsp.faults.FaultProxy;
import org.dsp.faults.Lane;

/**
 * Two nodes that see each other through a proxy. All of 127.0.0.0/8 is loopback: {@code near} is
 * told that {@code far} lives at 127.1.near.far, where the proxy listens on far's port; and so the
 * other way.
 *
 * @param near the node that bytes on the way up come from, 0…255
 * @param far the other, 0…255
 */
record FaultyLink(int near, int far) {
    /** Where daemons really listen. */
    static final String DIRECT = "127.0.0.1";

    private static final int HIGHEST = 255;

    FaultyLink {
        if (Math.min(near, far) < 0 || Math.max(near, far) > HIGHEST || near == far) {
            throw new HarnessException(
                    "link from " + near + " to " + far + "; allowed two ids from 0 to " + HIGHEST);
        }
    }

    /** Where {@code reader} is told that {@code node} lives. */
    static String address(int reader, int node) {
        return "127.1." + reader + "." + node;
    }

    /** Whether it is between these two. */
    boolean joins(int one, int other) {
        return (near == one && far == other) || (near == other && far == one);
    }

    /** Starts its proxy. */
    FaultProxy open(PortBases ports) {
        return FaultProxy.open(
                1,
                Lane.outward(at(address(near, far), ports, far), at(DIRECT, ports, far)),
                Lane.homeward(at(address(far, near), ports, near), at(DIRECT, ports, near)));
    }

    private static InetSocketAddress at(String host, PortBases ports, int node) {
        return new InetSocketAddress(host, ports.receiverPort(node));
    }
}
