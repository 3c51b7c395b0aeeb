package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of traffic, delays, cuts, half-open links, restarts, goodbyes, refusals, full
 * sockets. What is delivered is checked by {@link TestNode} at each delivery; what must be true
 * when the faults have stopped, here. A failing seed names itself.
 */
class RandomSchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("dsp.channel.schedules", 2_000);
    private static final int FIRST_SEED = Integer.getInteger("dsp.channel.seed", 1);
    private static final int STEPS = 400;
    private static final int[] FIRST_SEQUENCES = {1, -3, Integer.MAX_VALUE - 2, 0};
    private static final int[] LENGTHS = {0, 0, 0, 16, 20_000, 65_536};

    private long delivered;
    private long leaves;
    private long duplicates;
    private long resent;
    private long reconnects;
    private int declaredDown;

    @Test
    void nothingIsLostRepeatedOrCarriedOverWithinALinkEpochWhateverBreaks() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(replay(seed), e);
            }
        }
        assertThat(duplicates).as("JOIN_ACK says what is to be sent again").isZero();
        if (SCHEDULES >= 1_000) {
            assertThat(delivered).isGreaterThan(120L * SCHEDULES);
            assertThat(reconnects).isGreaterThan(3L * SCHEDULES);
            assertThat(resent).isGreaterThan(SCHEDULES);
            assertThat(leaves).isGreaterThan(SCHEDULES);
            assertThat(declaredDown).isGreaterThan(SCHEDULES / 100);
        }
    }

    private static String replay(int seed) {
        return "seed " + seed + "; replay: -Ddsp.channel.schedules=1 -Ddsp.channel.seed=" + seed;
    }

    private void run(int seed) {
        Choices choices = Choices.random(seed);
        World world = new World(choices, FIRST_SEQUENCES[choices.below(4)]);
        world.a.answer(choices.below(2) == 0);
        world.b.answer(choices.below(2) == 0);
        Faults faults = new Faults(world);
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
            count(world);
        }
        faults.stop();
        assertComesUp(world);
        assertStaysUp(world);
        delivered += world.a.delivered() + world.b.delivered();
        leaves += world.a.leaves().size() + world.b.leaves().size();
        for (TestNode node : List.of(world.a, world.b)) {
            duplicates += node.channel().status().duplicates();
            resent += node.channel().status().resent();
            reconnects += node.channel().status().reconnects();
        }
        world.endAndCheckPayloads();
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

    private void count(World world) {
        for (TestNode node : List.of(world.a, world.b)) {
            if (!node.channel().mayQueue()) {
                declaredDown++;
            }
        }
    }

    /** Connections that went deaf are noticed in 4 HELLO periods; then it is a matter of ms. */
    private static void assertComesUp(World world) {
        world.run(10 * World.SECOND);
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
