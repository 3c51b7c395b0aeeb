package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NodeSetTest {
    private static NodeSet of(Set<Integer> ids) {
        return NodeSet.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property
    void itIsASet(
            @ForAll Set<@IntRange(max = 499) Integer> a,
            @ForAll Set<@IntRange(max = 499) Integer> b) {
        Set<Integer> both = new TreeSet<>(a);
        both.retainAll(b);
        Set<Integer> rest = new TreeSet<>(a);
        rest.removeAll(b);

        assertThat(of(a).and(of(b))).isEqualTo(of(both)).hasSameHashCodeAs(of(both));
        assertThat(of(a).minus(of(b))).isEqualTo(of(rest));
        assertThat(of(a).size()).isEqualTo(a.size());
        assertThat(of(a).isEmpty()).isEqualTo(a.isEmpty());
        assertThat(of(a).lowest()).isEqualTo(a.stream().min(Integer::compare).orElse(-1));
        assertThat(of(a).ids().boxed()).containsExactlyElementsOf(new TreeSet<>(a));
        List<Integer> each = new ArrayList<>();
        of(a).forEach(each::add);
        assertThat(each).containsExactlyElementsOf(new TreeSet<>(a));
        for (int id : a) {
            assertThat(of(a).contains(id)).isTrue();
            assertThat(of(a).without(id).contains(id)).isFalse();
            assertThat(of(a).without(id).with(id)).isEqualTo(of(a));
        }
    }

    @Test
    void itIsImmutable() {
        NodeSet set = NodeSet.of(1);
        set.with(2);
        set.without(1);
        assertThat(set).isEqualTo(NodeSet.of(1)).isNotEqualTo(NodeSet.EMPTY);
        assertThat(set.with(1)).isSameAs(set);
        assertThat(set.without(2)).isSameAs(set);
    }

    @Test
    void itIsShownInTheOriginalsForm() {
        NodeSet set = NodeSet.of(0, 1, 31, 32, 40);

        assertThat(set.row(0)).isEqualTo("X-----------------------------XX");
        assertThat(set.row(1)).isEqualTo("-----------------------X-------X");
        assertThat(set).hasToString("{0,1,31,32,40}");
        assertThat(NodeSet.EMPTY).hasToString("{}");
    }

    @Test
    void otherIdsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeSet.of(500));
        assertThatIllegalArgumentException().isThrownBy(() -> NodeSet.of(-1));
        assertThat(NodeSet.of(1).contains(500)).isFalse();
        assertThat(NodeSet.of(1).contains(-1)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeSet.ofWords(new long[] {0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE}))
                .withMessageContaining("node 511");
    }
}
