package org.dsp.core.config;

import java.util.List;
import java.util.TreeSet;

/**
 * Who may call a service.
 *
 * @param nodes ids of the nodes that may, sorted; empty = all
 * @param uids user ids that may, sorted, 0 to {@value #UID_MAX}; empty = all
 */
public record Access(List<Integer> nodes, List<Long> uids) {
    /** Everybody. */
    public static final Access ALL = new Access(List.of(), List.of());

    /** The highest user id; the one above means "none" to the system. */
    public static final long UID_MAX = 0xFFFF_FFFEL;

    public Access {
        nodes = NodeIds.canonical("allow_nodes", nodes);
        for (long uid : uids) {
            if (uid < 0 || uid > UID_MAX) {
                throw new IllegalArgumentException(
                        "allow_uids " + uid + "; allowed 0 to " + UID_MAX);
            }
        }
        uids = List.copyOf(new TreeSet<>(uids));
    }

    /**
     * Whether a process may call.
     *
     * @param nodeId where it runs
     * @param uid its user, as the kernel gives it: an unsigned number in 32 bits
     */
    public boolean allows(int nodeId, int uid) {
        return (nodes.isEmpty() || nodes.contains(nodeId))
                && (uids.isEmpty() || uids.contains(Integer.toUnsignedLong(uid)));
    }
}
