package org.dsp.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The connections of a load client. Not thread-safe. */
final class Pools implements AutoCloseable {
    private final Target target;
    private final Map<Pool, List<Connection>> open = new EnumMap<>(Pool.class);

    Pools(Target target) {
        this.target = target;
    }

    /** The first {@code clients} connections of a pool. */
    List<Connection> of(Pool pool, int clients) throws IOException {
        List<Connection> connections = open.computeIfAbsent(pool, any -> new ArrayList<>());
        while (connections.size() < clients) {
            connections.add(target.connect(pool, connections.size()));
        }
        return connections.subList(0, clients);
    }

    @Override
    public void close() throws IOException {
        for (List<Connection> connections : open.values()) {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
