package org.dsp.tests.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.harness.Cluster;
import org.dsp.tests.MultiProcessTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Daemons that start together find each other, and take one configuration. */
class FormationTest {
    private static final List<Integer> NODES = List.of(1, 2, 3, 4, 5);
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration MEDIAN = Duration.ofSeconds(5);
    private static final Duration CONFIGURED = Duration.ofSeconds(1);

    @MultiProcessTest
    @Timeout(300)
    void fiveDaemonsThatStartTogetherFormOneGroupEachTime() throws Exception {
        forms(5);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("group")
    @Timeout(1500)
    void fiveDaemonsFormOneGroupFiftyTimesAndHalfOfThemSoon() throws Exception {
        List<Duration> took = forms(50);

        Collections.sort(took);
        System.out.println("formation of 50 groups, ms: " + millis(took));
        assertThat(took.get(took.size() / 2)).isLessThanOrEqualTo(MEDIAN);
    }

    private static List<Long> millis(List<Duration> times) {
        return times.stream().map(Duration::toMillis).toList();
    }

    private static List<Duration> forms(int times) throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            try (Cluster cluster =
                    Cluster.of("formation", NODES.toArray(Integer[]::new)).group().start()) {
                Pictures pictures = new Pictures(cluster);
                took.add(pictures.agreed(NODES, MOST));
                assertThat(pictures.last().get(1).configured()).isFalse();
                if (i == 0) {
                    takesAConfiguration(cluster, pictures);
                }
            }
        }
        return took;
    }

    private static void takesAConfiguration(Cluster cluster, Pictures pictures) throws Exception {
        long began = System.nanoTime();
        AdminAnswer answer = Admin.configure(cluster.node(3), cluster.clusterFile(3));
        assertThat(answer.error()).isEmpty();
        pictures.each(NODES, CONFIGURED, picture -> picture.init().containsAll(NODES));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CONFIGURED);
        pictures.inStep(NODES, MOST);
    }
}
