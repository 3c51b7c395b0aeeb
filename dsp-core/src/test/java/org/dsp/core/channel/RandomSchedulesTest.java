package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of traffic, delays, cuts, half-open links, connections accepted twice, restarts,
 * goodbyes, refusals, full sockets, noise. What is delivered is checked by {@link TestNode} at each
 * delivery; what must be true when the faults have stopped, here. A failing seed names itself.
 */
class RandomSchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("dsp.channel.schedules", 2_000);
    private static final int SLOW_SCHEDULES = 100_000;
    private static final int FIRST_SEED = Integer.getInteger("dsp.channel.seed", 1);
    private static final int STEPS = 400;
    private static final int[] FIRST_SEQUENCES = {1, -3, Integer.MAX_VALUE - 2, 0};
    private static final int[] LENGTHS = {0, 0, 0, 16, 20_000, 65_536};

    /** What happened in one schedule, or in many. */
    private record Tally(
            long delivered,
            long leaves,
            long duplicates,
            long resent,
            long reconnects,
            long poisoned,
            long declaredDown) {
        static Tally of(World world, long declaredDown) {
            return of(world.a).plus(of(world.b)).plus(new Tally(0, 0, 0, 0, 0, 0, declaredDown));
        }

        private static Tally of(TestNode node) {
            ChannelStatus status = node.channel().status();
            return new Tally(
                    node.delivered(),
                    node.leaves().size(),
                    status.duplicates(),
                    status.resent(),
                    status.reconnects(),
                    node.poisoned(),
                    0);
        }

        Tally plus(Tally other) {
            return new Tally(
                    delivered + other.delivered,
                    leaves + other.leaves,
                    duplicates + other.duplicates,
                    resent + other.resent,
                    reconnects + other.reconnects,
                    poisoned + other.poisoned,
                    declaredDown + other.declaredDown);
        }
    }

    @Test
    void nothingIsLostRepeatedOrCarriedOverWithinALinkEpochWhateverBreaks() {
        check(SCHEDULES);
    }

    @Test
    @Tag("slow")
    @Tag("channel")
    void norInAHundredThousandSchedules() {
        check(SLOW_SCHEDULES);
    }

    private static void check(int schedules) {
        Tally all =
                IntStream.range(FIRST_SEED, FIRST_SEED + schedules)
                        .parallel()
                        .mapToObj(RandomSchedulesTest::named)
                        .reduce(new Tally(0, 0, 0, 0, 0, 0, 0), Tally::plus);
        if (schedules >= 1_000) {
            assertThat(all.duplicates).as("JOIN_ACK says what is to be sent again").isZero();
            assertThat(all.delivered).isGreaterThan(100L * schedules);
            assertThat(all.reconnects).isGreaterThan(2L * schedules);
            assertThat(all.resent).isGreaterThan(schedules);
            assertThat(all.leaves).isGreaterThan(schedules);
            assertThat(all.poisoned).isPositive();
            assertThat(all.declaredDown).isGreaterThan(schedules / 100);
        }
    }

    private static Tally named(int seed) {
        try {
            return run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + "; replay: -Ddsp.channel.schedules=1 -Ddsp.channel.seed="
                            + seed,
                    e);
        }
    }

    private static Tally run(int seed) {
        Choices choices = Choices.random(seed);
        World world = new World(choices, FIRST_SEQUENCES[choices.below(4)]);
        world.a.answer(choices.below(2) == 0);
        world.b.answer(choices.below(2) == 0);
        Faults faults = new Faults(world);
        long declaredDown = 0;
        for (int step = 0; step < STEPS; step++) {
            int what = choices.below(100);
            if (what < 62) {
                if (!world.step()) {
                    pass(world, choices);
                }
            } else if (what < 85) {
                node(world, choices).trySend(LENGTHS[choices.below(LENGTHS.length)]);
            } else if (what < 96) {
                pass(world, choices);
            } else {
                faults.one();
            }
            for (TestNode node : List.of(world.a, world.b)) {
                declaredDown += node.channel().mayQueue() ? 0 : 1;
            }
        }
        faults.stop();
        assertComesUp(world);
        assertStaysUp(world);
        Tally tally = Tally.of(world, declaredDown);
        world.endAndCheckPayloads();
        return tally;
    }

    private static TestNode node(World world, Choices choices) {
        return choices.below(2) == 0 ? world.a : world.b;
    }

    /** Time passes: mostly little, sometimes to the next deadline, sometimes long. */
    private static void pass(World world, Choices choices) {
        int how = choices.below(20);
        if (how < 14) {
            world.advance(choices.below(3_000_000));
        } else if (how < 19) {
            long next =
                    Math.min(world.a.channel().nextDeadline(), world.b.channel().nextDeadline());
            world.advance(next == Long.MAX_VALUE ? 0 : Math.max(0, next - world.now()));
        } else {
            world.advance(choices.below(1_500) * World.MS);
        }
    }

    /**
     * Connections that went deaf are noticed in 4 HELLO periods, a command that was swallowed with
     * the next one; then it is a matter of ms.
     */
    private static void assertComesUp(World world) {
        world.run(10 * World.SECOND);
        assertThat(world.bothUp()).isTrue();
        world.a.trySend(0);
        world.b.trySend(0);
        world.run(World.SECOND);
        assertThat(world.bothUp()).isTrue();
    }

    private static void assertStaysUp(World world) {
        int leaves = world.a.leaves().size() + world.b.leaves().size();
        for (int i = 0; i < 50; i++) {
            world.a.trySend(LENGTHS[i % LENGTHS.length]);
            world.b.trySend(LENGTHS[(i + 3) % LENGTHS.length]);
            world.run(30 * World.MS);
        }
        world.run(10 * World.SECOND);
        assertThat(world.a.leaves().size() + world.b.leaves().size()).isEqualTo(leaves);
        assertThat(world.ends().stream().filter(Link.End::held)).hasSize(4);
        for (TestNode node : List.of(world.a, world.b)) {
            assertThat(node.channel().status().unacknowledged()).isZero();
            assertThat(node.sentNow()).isGreaterThanOrEqualTo(50);
            assertThat(world.peerOf(node).receivedNow()).isEqualTo(node.sentNow());
        }
    }
}
