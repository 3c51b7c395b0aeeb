package org.dsp.core.config;

import java.util.List;
import java.util.TreeSet;

/** Sets of node ids, as sorted lists without repetition. */
final class NodeIds {
    private NodeIds() {}

    static List<Integer> canonical(String what, List<Integer> ids) {
        ids.forEach(id -> ClusterNode.IDS.check(what, id));
        return List.copyOf(new TreeSet<>(ids));
    }
}
