package org.dsp.apps.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.ipc.Endpoint;
import picocli.CommandLine.Option;

/** Where a client's server is, when neither a service nor the container's names tell. */
public final class PeerOptions {
    @Option(
            names = "--node",
            paramLabel = "N",
            description =
                    "The server's node: its endpoint then means, for this "
                            + "program only, the process of that number on node N.")
    private Optional<Integer> node = Optional.empty();

    /** The server's node, if the user gave one. */
    public OptionalInt node() {
        return node.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** Makes {@code server} mean the process of that number on the given node, if one is given. */
    public void know(Endpoint me, int server) {
        node.ifPresent(n -> me.rmtbind(server, n, "peer" + server));
    }
}
