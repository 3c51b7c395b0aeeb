package org.dsp.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thing for each endpoint of each container that this node's kernel has spoken of. An index, so
 * that nothing is allocated per message; it grows to the highest endpoint that was used, and a peer
 * cannot make it grow.
 */
final class PerEndpoint<T> {
    private final Supplier<T> maker;
    private final List<List<T>> tasks = new ArrayList<>();
    private final List<List<T>> others = new ArrayList<>();

    PerEndpoint(Supplier<T> maker) {
        this.maker = maker;
    }

    /** What belongs to the endpoint, made where it was not yet. */
    T make(int container, int endpoint) {
        List<List<T>> rows = rows(endpoint);
        while (rows.size() <= container) {
            rows.add(new ArrayList<>());
        }
        List<T> row = rows.get(container);
        while (row.size() <= Math.abs(endpoint)) {
            row.add(maker.get());
        }
        return row.get(Math.abs(endpoint));
    }

    /** What belongs to the endpoint; null where nothing was made. Any numbers. */
    T find(int container, int endpoint) {
        List<List<T>> rows = rows(endpoint);
        if (container < 0 || container >= rows.size() || endpoint == Integer.MIN_VALUE) {
            return null;
        }
        List<T> row = rows.get(container);
        int at = Math.abs(endpoint);
        return at < row.size() ? row.get(at) : null;
    }

    /** Everything that was made. */
    void forEach(Consumer<T> action) {
        tasks.forEach(row -> row.forEach(action));
        others.forEach(row -> row.forEach(action));
    }

    /** Tasks have negative numbers. */
    private List<List<T>> rows(int endpoint) {
        return endpoint < 0 ? tasks : others;
    }
}
