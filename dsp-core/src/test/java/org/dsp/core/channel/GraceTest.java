package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The grace of one side ends 200 ms before the other's, while the link comes back. */
class GraceTest {
    private static final int RUNS = 1_000;
    private static final long GRACE_OF_A = 800 * World.MS;
    private static final long GRACE_OF_B = 1_000 * World.MS;

    private int stillThere;
    private int left;

    @Test
    void thereIsNeverAStuckChannelOrAGapOrADeliveryAfterTheCallersError() {
        for (int seed = 0; seed < RUNS; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(stillThere).as("breaks that were only a delay").isGreaterThan(RUNS / 10);
        assertThat(left).as("breaks that were a LEAVE").isGreaterThan(RUNS / 4);
    }

    private void run(int seed) {
        Choices choices = Choices.random(seed);
        World world = new World(choices, -5, GRACE_OF_A, GRACE_OF_B).beingPrompt();
        world.run(300 * World.MS);
        traffic(world, choices, 20);
        if (choices.below(3) == 0) {
            halfBack(world, choices);
        } else {
            breakIt(world, choices);
        }
        world.run(4 * World.SECOND);
        assertThat(world.bothUp()).isTrue();
        for (TestNode node : List.of(world.a, world.b)) {
            boolean same = node.leaves().isEmpty();
            stillThere += same ? 1 : 0;
            left += same ? 0 : 1;
            assertThat(node.leaves()).hasSizeLessThanOrEqualTo(2);
        }
        traffic(world, choices, 20);
        world.run(World.SECOND);
        for (TestNode node : List.of(world.a, world.b)) {
            assertThat(world.peerOf(node).receivedNow()).isEqualTo(node.sentNow());
        }
        world.endAndCheckPayloads();
    }

    private static void traffic(World world, Choices choices, int rounds) {
        for (int i = 0; i < rounds; i++) {
            world.a.trySend(choices.below(100));
            world.b.trySend(choices.below(100));
            world.run(choices.below(4) * World.MS);
        }
    }

    /** The link is away for about as long as the graces, in one of several ways. */
    private static void breakIt(World world, Choices choices) {
        TestNode one = choices.below(2) == 0 ? world.a : world.b;
        TestNode other = world.peerOf(one);
        long away = (700 + choices.below(450)) * World.MS;
        boolean stops = choices.below(2) == 0;
        one.refuseConnections(true);
        other.refuseConnections(choices.below(2) == 0);
        if (stops) {
            world.stop(one, true);
        }
        world.a.trySend(1);
        world.b.trySend(1);
        for (Link.End end : world.ends()) {
            if (!stops) {
                end.cut(choices.below(end.waiting() + 1));
            } else if (end.node() == other) {
                end.lost(world.now());
            }
        }
        long until = world.now() + away;
        while (world.now() < until) {
            other.trySend(1);
            world.run(Math.min(until - world.now(), (1 + choices.below(60)) * World.MS));
        }
        world.stop(one, false);
        one.refuseConnections(false);
        other.refuseConnections(false);
    }

    /** One half is back just before the graces end, and its receiver is stopped for a moment. */
    private static void halfBack(World world, Choices choices) {
        TestNode one = choices.below(2) == 0 ? world.a : world.b;
        TestNode other = world.peerOf(one);
        one.refuseConnections(true);
        other.refuseConnections(true);
        one.trySend(1);
        other.trySend(1);
        for (Link.End end : world.ends()) {
            end.cut(0);
        }
        long stopAt = (600 + choices.below(190)) * World.MS;
        long open = choices.below(500) * World.MS;
        world.run(stopAt - open);
        other.refuseConnections(false);
        world.run(open);
        world.stop(other, true);
        world.run(choices.below(400) * World.MS);
        world.stop(other, false);
        world.run(choices.below(200) * World.MS);
        one.refuseConnections(false);
    }
}
