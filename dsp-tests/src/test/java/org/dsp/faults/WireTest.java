package org.dsp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final long MS = 1_000_000;
    private final Wire wire = new Wire(7);

    @Test
    void withoutAFaultBytesArriveWhenTheyLeave() {
        assertThat(wire.arrival(5, 1000, Long.MIN_VALUE)).isEqualTo(5);
        assertThat(wire.mayLeave(5, 1000)).isEqualTo(1000);
    }

    @Test
    void delayIsAddedAndJitterIsAtMostWhatWasSaidAndNothingOvertakes() {
        wire.delay(Duration.ofMillis(20), Duration.ofMillis(5));
        long last = Long.MIN_VALUE;
        for (long now = 0; now < 1000 * MS; now += MS / 4) {
            long at = wire.arrival(now, 100, last);
            assertThat(at).isGreaterThanOrEqualTo(Math.max(last, now + 20 * MS));
            assertThat(at).isLessThanOrEqualTo(now + 25 * MS);
            last = at;
        }
    }

    @Test
    void theSameSeedIsTheSameJitter() {
        Wire other = new Wire(7);
        wire.delay(Duration.ZERO, Duration.ofMillis(5));
        other.delay(Duration.ZERO, Duration.ofMillis(5));
        for (int i = 0; i < 100; i++) {
            assertThat(wire.arrival(i, 1, Long.MIN_VALUE))
                    .isEqualTo(other.arrival(i, 1, Long.MIN_VALUE));
        }
    }

    @Test
    void bandwidthIsSharedByAllThatLeaves() {
        wire.bandwidth(1_000_000);
        assertThat(wire.arrival(0, 1000, Long.MIN_VALUE)).isEqualTo(MS);
        assertThat(wire.arrival(0, 1000, Long.MIN_VALUE)).isEqualTo(2 * MS);
        assertThat(wire.mayLeave(0, 65_536)).isZero();
        assertThat(wire.freeAgain()).isEqualTo(2 * MS);
        assertThat(wire.mayLeave(2 * MS, 65_536)).isEqualTo(5000);
        assertThat(wire.arrival(10 * MS, 500, Long.MIN_VALUE)).isEqualTo(10 * MS + MS / 2);
    }

    @Test
    void aCutIsDueOnceAfterExactlySoManyBytes() {
        wire.cutAfter(100);
        assertThat(wire.admit(60)).isEqualTo(60);
        assertThat(wire.cutDue()).isFalse();
        assertThat(wire.admit(60)).isEqualTo(40);
        assertThat(wire.cutDue()).isTrue();
        assertThat(wire.cutDue()).isFalse();
        assertThat(wire.admit(60)).isEqualTo(60);
        assertThat(wire.carried()).isEqualTo(160);
    }

    @Test
    void randomCutsAreTheSameForTheSameSeedAndWithinTheirBounds() {
        Span every = Span.ofMillis(100, 500);
        Span lasting = Span.ofMillis(0, 3);
        RandomCuts one = new RandomCuts(3, every, lasting);
        RandomCuts other = new RandomCuts(3, every, lasting);
        for (int i = 0; i < 1000; i++) {
            long until = one.untilCut();
            assertThat(until).isBetween(100 * MS, 500 * MS).isEqualTo(other.untilCut());
            long whole = one.untilWhole();
            assertThat(whole).isBetween(0L, 3 * MS).isEqualTo(other.untilWhole());
        }
    }
}
