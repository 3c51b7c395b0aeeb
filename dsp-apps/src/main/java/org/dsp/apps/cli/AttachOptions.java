package org.dsp.apps.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import picocli.CommandLine.Option;

/** The options by which every program finds its daemon; a picocli mixin. */
public final class AttachOptions {
    /** Shows the stack trace of what ended the program. */
    static final String DEBUG = "--debug";

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description =
                    "The daemon's socket; else the one that the variable "
                            + "DSP_SOCKET names, else /run/dsp/dvk.sock.")
    private Optional<Path> socket = Optional.empty();

    @Option(names = DEBUG, description = "Show the stack trace of an error.")
    private boolean debug;

    /** Whether stack traces are wanted. */
    public boolean debug() {
        return debug;
    }

    /**
     * Attaches to the daemon.
     *
     * @throws Failure with {@link ExitStatus#ATTACH} if there is none
     */
    public Dvk attach() {
        try {
            return socket.map(Dvk::attach).orElseGet(Dvk::attach);
        } catch (DvkException e) {
            throw new Failure(ExitStatus.ATTACH, e.getMessage(), e);
        }
    }

    /**
     * Binds the program's endpoint.
     *
     * @throws Failure with {@link ExitStatus#ATTACH} if the daemon refuses
     */
    public static Endpoint bind(Dvk dvk, int dcid, int endpoint, String name) {
        try {
            return dvk.bind(dcid, endpoint, name);
        } catch (DvkException e) {
            throw new Failure(
                    ExitStatus.ATTACH,
                    "cannot bind endpoint "
                            + endpoint
                            + " of container "
                            + dcid
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
