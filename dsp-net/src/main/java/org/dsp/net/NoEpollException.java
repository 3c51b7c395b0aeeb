package org.dsp.net;

/** Netty's native epoll transport cannot be used on this machine. */
public final class NoEpollException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoEpollException(Throwable cause) {
        super(
                "native epoll is not available ("
                        + rootMessage(cause)
                        + "); needed: Linux on x86_64 or aarch64 with glibc, and a directory"
                        + " for temporary files that allows programs to be run",
                cause);
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
