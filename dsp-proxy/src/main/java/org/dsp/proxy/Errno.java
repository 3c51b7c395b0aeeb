package org.dsp.proxy;

import io.netty.channel.unix.Errors.NativeIoException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's error number behind an exception of Netty's native transport. */
final class Errno {
    static final int ADDRESS_IN_USE = 98;

    /** Not permitted, no access, invalid, address in use, address not available. */
    private static final Set<Integer> OF_LOCAL_ADDRESS = Set.of(1, 13, 22, ADDRESS_IN_USE, 99);

    /** Netty keeps the number of a failed connect only in the text. */
    private static final Pattern IN_TEXT = Pattern.compile("error\\(-(\\d+)\\)");

    private Errno() {}

    /** The number; 0 when there is none. */
    static int of(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof NativeIoException io) {
                return -io.expectedErr();
            }
            Matcher text = IN_TEXT.matcher(String.valueOf(t.getMessage()));
            if (text.find()) {
                return Integer.parseInt(text.group(1));
            }
        }
        return 0;
    }

    /** Whether another local address or port might have worked. */
    static boolean blamesLocalAddress(Throwable cause) {
        return OF_LOCAL_ADDRESS.contains(of(cause));
    }
}
