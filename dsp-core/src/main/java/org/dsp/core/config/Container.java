package org.dsp.core.config;

import java.util.List;
import org.dsp.ipc.Limits;

/**
 * A distributed container: a space of endpoints over some nodes.
 *
 * @param name unique, at most {@value #NAME_MAX} characters
 * @param dcid in {@link #IDS}, unique
 * @param nodes ids of its nodes, sorted; empty = all
 * @param limits its endpoint ranges
 */
public record Container(String name, int dcid, List<Integer> nodes, Limits limits) implements Part {
    /** Container ids. */
    public static final IntRange IDS = new IntRange(0, 31);

    /** Longest name, in characters. */
    public static final int NAME_MAX = 15;

    /** nr_tasks. */
    public static final IntRange TASKS = new IntRange(0, 1000);

    /** nr_procs: a server and a client at least; endpoints stay below NONE (27342). */
    public static final IntRange PROCS = new IntRange(2, 27_341);

    /** What a cluster file without containers means: {@code DC0} on all nodes. */
    public static final Container DEFAULT = new Container("DC0", 0, List.of(), Limits.DEFAULT);

    public Container {
        Texts.checkName("container", name);
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException(
                    "container \"" + name + "\"; allowed at most " + NAME_MAX + " characters");
        }
        IDS.check("dcid", dcid);
        nodes = NodeIds.canonical("node", nodes);
    }

    /** Whether {@code nodeId} belongs to it. */
    public boolean spans(int nodeId) {
        return nodes.isEmpty() || nodes.contains(nodeId);
    }

    /** Endpoints that a service may have here. */
    public IntRange serverEndpoints() {
        return new IntRange(0, limits.firstClient() - 1);
    }

    @Override
    public String keyword() {
        return "container";
    }
}
