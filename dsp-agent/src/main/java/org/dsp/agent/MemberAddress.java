package org.dsp.agent;

import java.util.Optional;
import org.dsp.core.agent.Member;
import org.dsp.core.config.ClusterNode;
import org.jgroups.Address;
import org.jgroups.util.UUID;

/**
 * A member's address in the group says who it is, so that a view needs nobody to be asked: 64 bits
 * of incarnation, then a mark (16 bits), kind (8), zeros (24), and the node id (16).
 */
final class MemberAddress {
    private static final int MARK = 0xD5F1;
    private static final int KIND_AGENT = 1;
    private static final int KIND_TOOL = 2;
    private static final int MARK_SHIFT = 48;
    private static final int KIND_SHIFT = 40;
    private static final int KIND_MASK = 0xFF;
    private static final int NODE_MASK = 0xFFFF;

    private MemberAddress() {}

    /** Its address. */
    static UUID of(Member member) {
        long kind = member.isAgent() ? KIND_AGENT : KIND_TOOL;
        long low = ((long) MARK << MARK_SHIFT) | (kind << KIND_SHIFT) | member.nodeId();
        return new UUID(member.incarnation(), low);
    }

    /** Whose address it is; empty for one that is not of this kind, which is no member of ours. */
    static Optional<Member> member(Address address) {
        if (!(address instanceof UUID uuid)) {
            return Optional.empty();
        }
        long low = uuid.getLeastSignificantBits();
        int kind = (int) (low >>> KIND_SHIFT) & KIND_MASK;
        int node = (int) low & NODE_MASK;
        if (low >>> MARK_SHIFT != MARK || !ClusterNode.IDS.contains(node)) {
            return Optional.empty();
        }
        long incarnation = uuid.getMostSignificantBits();
        return switch (kind) {
            case KIND_AGENT -> Optional.of(Member.agent(node, incarnation));
            case KIND_TOOL -> Optional.of(Member.tool(node, incarnation));
            default -> Optional.empty();
        };
    }
}
