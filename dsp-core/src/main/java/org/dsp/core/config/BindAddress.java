package org.dsp.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses to listen on, judged without asking a name service. */
public final class BindAddress {
    /** What is allowed, as an error says it. */
    public static final String RULE = "an IPv4 or IPv6 address, or localhost";

    /** What a multicast address is, as an error says it. */
    public static final String MULTICAST_RULE = "an IPv4 or IPv6 multicast address";

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private BindAddress() {}

    /** Whether {@code text} is one. */
    public static boolean isAddress(String text) {
        return parse(text).isPresent();
    }

    /** Whether only this machine can reach it. */
    public static boolean isLoopback(String text) {
        return parse(text).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Whether it is one of a group of listeners. */
    public static boolean isMulticast(String text) {
        return parse(text).filter(InetAddress::isMulticastAddress).isPresent();
    }

    /** Whether it means all addresses of a machine: nobody can be reached at it. */
    public static boolean isWildcard(String text) {
        return parse(text).filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    private static Optional<InetAddress> parse(String text) {
        if (text.equals("localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Digits, dots and colons only: the JDK parses such a text and asks nobody.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
