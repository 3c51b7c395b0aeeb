package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Two daemons come together in every order in which what happens between them can happen, also with
 * one fault at any point. With a fault there are too many orders for each build: it takes a sample,
 * {@code -Ddsp.channel.exhaustive=true} takes them all (minutes).
 */
class ConvergenceTest {
    private static final int SAMPLE = 5_000;

    @Test
    void twoFreshDaemonsComeUpWithoutALeaveInEveryInterleaving() {
        Choices.Exhaustive choices = new Choices.Exhaustive();
        int schedules = 0;
        do {
            World world = new World(choices, 1);
            world.settle();
            assertThat(world.bothUp()).isTrue();
            for (TestNode node : List.of(world.a, world.b)) {
                assertThat(node.leaves()).isEmpty();
                assertThat(node.ups()).isEqualTo(1);
                assertThat(node.channel().status().joins()).isEqualTo(1);
            }
            assertThat(world.links()).hasSize(2);
            schedules++;
        } while (choices.next());
        assertThat(schedules).isGreaterThan(50);
    }

    /**
     * The new daemon has a LEAVE where the old one's JOIN is read after its own: nobody can know
     * then which is the newer.
     */
    @Test
    void oneRestartAtAnyPointCostsEachSideAtMostOneLeave() {
        sample(world -> List.of(() -> restart(world, world.b)));
    }

    @Test
    void oneCutAtAnyPointCostsEachSideAtMostOneLeave() {
        explore(
                world -> {
                    List<Runnable> cuts = new ArrayList<>();
                    for (Link link : world.links()) {
                        cuts.add(() -> cut(link, 0, 0));
                        cuts.add(() -> cut(link, 1, 0));
                        cuts.add(() -> cut(link, 0, 1));
                    }
                    return cuts;
                });
    }

    @Test
    void aConnectionThatOnlyItsDialerGaveUpCostsEachSideAtMostOneLeave() {
        explore(
                world -> {
                    List<Runnable> losses = new ArrayList<>();
                    for (Link link : world.links()) {
                        losses.add(() -> link.dialer.lost(world.now()));
                    }
                    return losses;
                });
    }

    private static void restart(World world, TestNode node) {
        node.die();
        for (Link.End end : world.ends()) {
            if (end.node() == node) {
                end.close("dead");
            }
        }
        node.start(world.settings(2));
    }

    private static void cut(Link link, int keepAtAcceptor, int keepAtDialer) {
        link.acceptor.cut(keepAtAcceptor);
        link.dialer.cut(keepAtDialer);
    }

    /** At most one of the faults, at any point after both have connected. */
    private static void explore(Function<World, List<Runnable>> faults) {
        if (!Boolean.getBoolean("dsp.channel.exhaustive")) {
            sample(faults);
            return;
        }
        Choices.Exhaustive choices = new Choices.Exhaustive();
        do {
            check(schedule(choices, faults), choices);
        } while (choices.next());
    }

    private static void sample(Function<World, List<Runnable>> faults) {
        for (int seed = 0; seed < SAMPLE; seed++) {
            check(schedule(Choices.random(seed), faults), "seed " + seed);
        }
    }

    private static void check(World world, Object which) {
        if (!world.bothUp() || world.a.leaves().size() > 1 || world.b.leaves().size() > 1) {
            fail(
                    "%s: up %s, leaves %s and %s",
                    which, world.bothUp(), world.a.leaves(), world.b.leaves());
        }
    }

    private static World schedule(Choices choices, Function<World, List<Runnable>> faults) {
        World world = new World(choices, 1);
        for (TestNode node : List.of(world.a, world.b)) {
            node.channel().tick(world.now());
            node.endAttempt();
        }
        boolean faulty = false;
        while (true) {
            List<Runnable> possible = world.possible();
            int regular = possible.size();
            if (regular == 0) {
                break;
            }
            if (!faulty) {
                possible.addAll(faults.apply(world));
            }
            int choice = choices.below(possible.size());
            faulty |= choice >= regular;
            possible.get(choice).run();
        }
        world.run(World.SECOND / 2);
        return world;
    }
}
