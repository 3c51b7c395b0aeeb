package org.dsp.bench.rival;

import java.util.List;
import java.util.Map;

/**
 * What one proxy listens on and leads to, all on loopback.
 *
 * @param one leads to the first server
 * @param first the first server
 * @param all leads to the servers in turn
 * @param servers all of them
 */
public record Ports(int one, int first, int all, List<Integer> servers) {
    public Ports {
        servers = List.copyOf(servers);
    }

    /** For a template. */
    Map<String, List<String>> values() {
        return Map.of(
                "one.listen", List.of(Integer.toString(one)),
                "one.server", List.of(Integer.toString(first)),
                "all.listen", List.of(Integer.toString(all)),
                "all.server", servers.stream().map(port -> Integer.toString(port)).toList());
    }
}
