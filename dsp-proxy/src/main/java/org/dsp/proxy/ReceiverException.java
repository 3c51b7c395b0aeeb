package org.dsp.proxy;

import java.net.InetSocketAddress;

/** The receiver cannot listen, for another reason than a taken port. */
public final class ReceiverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReceiverException(InetSocketAddress address, Throwable cause) {
        super(
                "receiver cannot listen on " + Addresses.text(address) + ": " + cause.getMessage(),
                cause);
    }
}
