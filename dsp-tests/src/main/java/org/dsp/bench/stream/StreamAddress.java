package org.dsp.bench.stream;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Where a stream socket listens: {@code unix:PATH} or {@code tcp:HOST:PORT}. */
public sealed interface StreamAddress {
    /** A Unix socket. */
    record Unix(Path path) implements StreamAddress {
        @Override
        public SocketAddress socketAddress() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return UNIX + path;
        }
    }

    /** A TCP port. */
    record Tcp(String host, int port) implements StreamAddress {
        @Override
        public SocketAddress socketAddress() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return TCP + host + ":" + port;
        }
    }

    /** What a Unix socket begins with. */
    String UNIX = "unix:";

    /** What a TCP port begins with. */
    String TCP = "tcp:";

    /** The address as the JDK's channels take it. */
    SocketAddress socketAddress();

    /**
     * Reads {@code unix:PATH} or {@code tcp:HOST:PORT}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static StreamAddress parse(String text) {
        if (text.startsWith(UNIX) && text.length() > UNIX.length()) {
            return new Unix(Path.of(text.substring(UNIX.length())));
        }
        int colon = text.lastIndexOf(':');
        if (text.startsWith(TCP) && colon > TCP.length()) {
            String port = text.substring(colon + 1);
            if (port.matches("[0-9]{1,5}")) {
                return new Tcp(text.substring(TCP.length(), colon), Integer.parseInt(port));
            }
        }
        throw new IllegalArgumentException(
                "address " + text + "; allowed unix:PATH or tcp:HOST:PORT");
    }
}
