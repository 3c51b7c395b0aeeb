package org.dsp.proxy;

import java.net.InetSocketAddress;

/** Another program listens where the receiver is to listen. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(InetSocketAddress address, Throwable cause) {
        super("receiver port " + Addresses.text(address) + " is taken", cause);
        this.port = address.getPort();
    }

    /** The port. */
    public int port() {
        return port;
    }
}
