package org.dsp.tests.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.dsp.harness.Cluster;
import org.dsp.harness.Signal;
import org.dsp.tests.MultiProcessTest;
import org.dsp.tests.programs.CountingServer;

/** A daemon of a group dies, freezes, comes back. */
class FailuresTest {
    private static final List<Integer> NODES = List.of(1, 2, 3);
    private static final List<Integer> OTHERS = List.of(1, 2);
    private static final int SERVER = 10;

    /** After kill -9. */
    private static final Duration DEAD = Duration.ofMillis(1500);

    private static final Duration FROZEN = Duration.ofSeconds(10);
    private static final Duration HEALED = Duration.ofSeconds(15);

    /** From the ready line. */
    private static final Duration BACK = Duration.ofSeconds(3);

    private static final Duration GAP = Duration.ofMillis(250);
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private static Cluster configured(String name) throws Exception {
        Cluster cluster = Cluster.of(name, NODES.toArray(Integer[]::new)).group().start();
        Pictures pictures = new Pictures(cluster);
        pictures.agreed(NODES, GENEROUS);
        assertThat(Admin.configure(cluster.node(1), cluster.clusterFile(1)).error()).isEmpty();
        pictures.inStep(NODES, GENEROUS);
        cluster.awaitLinked();
        return cluster;
    }

    @MultiProcessTest
    void aDaemonThatIsKilledIsMissedAtOnceAndComesBackWithoutDisturbingTheOthers()
            throws Exception {
        try (Cluster cluster = configured("group-killed")) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");
            Pictures pictures = new Pictures(cluster);
            try (Rhythm rhythm = new Rhythm(cluster.node(1).socket(), 2, SERVER)) {
                cluster.node(3).kill();
                pictures.each(OTHERS, DEAD, FailuresTest::seesOthers);

                cluster.node(3).start();
                pictures.inStep(NODES, BACK);
                cluster.awaitLinked();

                assertThat(rhythm.errors()).isZero();
                assertThat(rhythm.answers()).isGreaterThan(100);
                assertThat(rhythm.longest()).isLessThan(GAP);
            }
        }
    }

    @MultiProcessTest
    void theCoordinatorThatIsKilledIsMissedAtOnceToo() throws Exception {
        try (Cluster cluster = configured("group-coordinator")) {
            cluster.node(1).kill();

            new Pictures(cluster)
                    .each(
                            List.of(2, 3),
                            DEAD,
                            picture ->
                                    picture.cluster().equals(Set.of(2, 3))
                                            && picture.init().equals(Set.of(2, 3)));
        }
    }

    @MultiProcessTest
    void aFrozenDaemonIsMissedAndIsTakenBackWhenItGoesOn() throws Exception {
        try (Cluster cluster = configured("group-frozen")) {
            Pictures pictures = new Pictures(cluster);
            cluster.node(3).process().signal(Signal.STOP);
            pictures.each(OTHERS, FROZEN, FailuresTest::seesOthers);

            cluster.node(3).process().signal(Signal.CONT);
            pictures.inStep(NODES, HEALED);
            cluster.awaitLinked();
        }
    }

    private static boolean seesOthers(Picture picture) {
        Set<Integer> others = Set.copyOf(OTHERS);
        return picture.cluster().equals(others)
                && picture.servers().equals(others)
                && picture.init().equals(others);
    }
}
