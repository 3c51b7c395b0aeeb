package org.dsp.ipc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the daemon listens, and what to tell somebody who looked there in vain. */
final class SocketPath {
    private SocketPath() {}

    /** The system property, else the variable of the environment, else the default. */
    static Path find(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        return set(properties).or(() -> set(environment)).map(Path::of).orElse(Dvk.DEFAULT_SOCKET);
    }

    private static Optional<String> set(UnaryOperator<String> source) {
        return Optional.ofNullable(source.apply(Dvk.SOCKET_VARIABLE)).filter(s -> !s.isBlank());
    }

    /** The error of a caller that found no daemon at {@code path}. */
    static DvkException noDaemon(Path path, Exception cause) {
        String state;
        if (!Files.exists(path)) {
            state = "there is no such socket: dspd does not run, or listens elsewhere";
        } else if (!Files.isWritable(path)) {
            state = "this user may not write to the socket";
        } else {
            state = "nobody answers at it: dspd has ended, or this is no socket of it";
        }
        return new DvkException(
                ErrorCode.EDVSNOTCONN,
                "no daemon at "
                        + path
                        + " ("
                        + cause.getMessage()
                        + "): "
                        + state
                        + ". Start dspd, or name its socket with "
                        + Dvk.SOCKET_VARIABLE
                        + " or Dvk.attach(Path)",
                cause);
    }
}
