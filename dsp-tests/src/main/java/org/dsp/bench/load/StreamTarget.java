package org.dsp.bench.load;

import java.io.IOException;
import org.dsp.bench.stream.StreamAddress;

/**
 * Servers behind a proxy that spreads connections.
 *
 * @param first where it leads to the first server
 * @param all where it leads to all in turn
 */
record StreamTarget(StreamAddress first, StreamAddress all) implements Target {
    @Override
    public Connection connect(Pool pool, int client) throws IOException {
        return new StreamConnection(pool == Pool.ALL_SERVERS ? all : first);
    }
}
