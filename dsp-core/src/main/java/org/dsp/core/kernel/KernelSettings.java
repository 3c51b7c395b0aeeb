package org.dsp.core.kernel;

import java.util.List;
import org.dsp.core.config.Container;
import org.dsp.core.config.RemoteName;

/**
 * What a kernel needs to know of its node.
 *
 * @param nodeId 0…499
 * @param name of the node
 * @param incarnation random, not 0, new at each start of the daemon
 * @param containers the distributed containers, at least one
 * @param names container names: where endpoints live that nobody bound here (K3.4)
 * @param copyChunks copy chunks in flight per vcopy, 1…16
 * @param wallClock nanoseconds since the Unix epoch at monotonic time 0, for what is shown
 */
public record KernelSettings(
        int nodeId,
        String name,
        long incarnation,
        List<Container> containers,
        List<RemoteName> names,
        int copyChunks,
        long wallClock) {
    public KernelSettings {
        containers = List.copyOf(containers);
        names = List.copyOf(names);
        if (containers.isEmpty()) {
            throw new IllegalArgumentException("no container; needed at least one");
        }
    }
}
