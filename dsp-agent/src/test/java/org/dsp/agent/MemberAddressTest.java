package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dsp.core.agent.Member;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class MemberAddressTest {
    @Property(tries = 200)
    void anAddressSaysWhoItIs(
            @ForAll @IntRange(max = 499) int node, @ForAll long incarnation, @ForAll boolean tool) {
        Member member = tool ? Member.tool(node, incarnation) : Member.agent(node, incarnation);

        assertThat(MemberAddress.member(MemberAddress.of(member))).contains(member);
    }

    @Test
    void otherMembersOfAGroupAreNoneOfOurs() {
        assertThat(MemberAddress.member(new UUID(1, 2))).isEmpty();
        UUID agent = MemberAddress.of(Member.agent(499, 1));
        assertThat(MemberAddress.member(new UUID(1, agent.getLeastSignificantBits() + 1)))
                .as("node 500")
                .isEmpty();
        assertThat(MemberAddress.member(new UUID(1, agent.getLeastSignificantBits() ^ (7L << 40))))
                .as("another kind")
                .isEmpty();
    }
}
