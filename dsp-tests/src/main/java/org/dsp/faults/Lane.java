package org.dsp.faults;

import java.net.InetSocketAddress;

/**
 * Where connections come in, and where they are led to.
 *
 * @param listen the address that stands in for {@code to}
 * @param to the real one
 * @param out the way that the bytes of whoever connects go
 */
public record Lane(InetSocketAddress listen, InetSocketAddress to, Way out) {
    /** For connections that the near end opens. */
    public static Lane outward(InetSocketAddress listen, InetSocketAddress to) {
        return new Lane(listen, to, Way.UP);
    }

    /** For connections that the far end opens. */
    public static Lane homeward(InetSocketAddress listen, InetSocketAddress to) {
        return new Lane(listen, to, Way.DOWN);
    }
}
