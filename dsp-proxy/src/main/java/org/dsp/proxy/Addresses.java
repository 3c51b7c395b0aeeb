package org.dsp.proxy;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as an operator reads them. */
final class Addresses {
    private Addresses() {}

    /** {@code 127.0.0.1:3001} or {@code [::1]:3001}. */
    static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }
}
