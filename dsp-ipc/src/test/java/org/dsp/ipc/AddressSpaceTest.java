package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AddressSpaceTest {
    private static final int MIB = 1 << 20;

    private record Taken(int start, int length) {}

    @Property(tries = 300)
    void windowsLieInTheSpaceWithAGapBehindEach(@ForAll long seed) {
        Random random = new Random(seed);
        int end = 40 * MIB;
        AddressSpace space = new AddressSpace(end);
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (random.nextInt(3) == 0 && !taken.isEmpty()) {
                space.free(taken.remove(random.nextInt(taken.size())).start());
                continue;
            }
            int length = 1 + random.nextInt(random.nextBoolean() ? 5000 : 5 * MIB);
            int start = space.allocate(length);
            if (start != 0) {
                assertThat(start).isGreaterThanOrEqualTo(MIB);
                assertThat((long) start + length + MIB).isLessThanOrEqualTo(end);
                for (Taken other : taken) {
                    boolean before = (long) start + length + MIB <= other.start();
                    boolean after = (long) other.start() + other.length() + MIB <= start;
                    assertThat(before || after).isTrue();
                }
                taken.add(new Taken(start, length));
            }
        }
    }

    @Example
    void freedAddressesAreUsedAgainOnlyWhenTheOthersAreUsedUp() {
        AddressSpace space = new AddressSpace(9 * MIB);
        int first = space.allocate(MIB - 4096);
        space.free(first);
        int second = space.allocate(MIB - 4096);
        assertThat(second).isNotEqualTo(first);
        int third = space.allocate(MIB - 4096);
        int fourth = space.allocate(MIB - 4096);
        assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
        assertThat(space.allocate(MIB - 4096)).isEqualTo(first);
        assertThat(space.allocate(1)).isZero();
        space.free(third);
        assertThat(space.allocate(MIB - 4096)).isEqualTo(third);
    }

    @Example
    void whatIsNotTakenCannotBeFreed() {
        AddressSpace space = new AddressSpace(10 * MIB);
        assertThatThrownBy(() -> space.free(5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void theLargestArrayFits() {
        assertThat(new AddressSpace(Integer.MAX_VALUE).allocate(Integer.MAX_VALUE - 3 * MIB))
                .isEqualTo(MIB);
        assertThat(new AddressSpace(Integer.MAX_VALUE).allocate(Integer.MAX_VALUE)).isZero();
    }
}
