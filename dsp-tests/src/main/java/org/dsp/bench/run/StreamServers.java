package org.dsp.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dsp.bench.stream.StreamServer;
import org.dsp.harness.ShortDir;

/**
 * The server programs behind all proxies of bytes: the same for each of them, as only one works at
 * a time. Each listens on a Unix socket and on a port.
 */
final class StreamServers {
    private final List<Path> sockets = new ArrayList<>();
    private final List<Integer> ports;

    /**
     * Starts one for each port.
     *
     * @param directory of the sockets
     */
    StreamServers(Starter starter, ShortDir directory, List<Integer> ports) {
        this.ports = List.copyOf(ports);
        for (int port : ports) {
            Path socket = directory.resolve("server" + sockets.size());
            starter.onServerSide(
                    "stream-server" + sockets.size(),
                    StreamServer.class,
                    "--listen",
                    "unix:" + socket,
                    "--listen",
                    Starter.tcp(port));
            sockets.add(socket);
        }
    }

    /** The socket of the first. */
    Path firstSocket() {
        return sockets.get(0);
    }

    /** The ports of all. */
    List<Integer> ports() {
        return ports;
    }
}
