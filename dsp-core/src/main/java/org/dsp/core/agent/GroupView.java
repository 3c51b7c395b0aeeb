package org.dsp.core.agent;

import java.util.List;

/**
 * Who is in the group.
 *
 * @param id grows with each view that this node installs
 * @param self this node's own member, one of {@code members}
 * @param members in the group's order, the coordinator first
 * @param merge whether parts of the group that knew nothing of each other became one
 */
public record GroupView(long id, Member self, List<Member> members, boolean merge) {
    public GroupView {
        members = List.copyOf(members);
        if (!members.contains(self)) {
            throw new IllegalArgumentException(self + " is not in its view " + members);
        }
    }

    /** The group's coordinator. It decides nothing of the cluster. */
    public Member coordinator() {
        return members.get(0);
    }
}
