package org.dsp.tests.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dsp.harness.Cluster;
import org.dsp.harness.Namespaces;
import org.dsp.tests.Lapse;
import org.dsp.tests.MultiProcessTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A group is cut in two by packet filters, lives on in both parts, and is healed. */
class PartitionTest {
    private static final List<Integer> NODES = List.of(1, 2, 3, 4, 5);
    private static final List<Integer> FEW = List.of(1, 2);
    private static final List<Integer> MANY = List.of(3, 4, 5);
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    /** A part that is cut off is missed. */
    private static final Duration CUT = Duration.ofSeconds(10);

    private static final Duration HEALED = Duration.ofSeconds(15);

    @MultiProcessTest
    void bothPartsLiveOnAndAreOneAfterTenSeconds() throws Exception {
        partition("partition", Duration.ofSeconds(10));
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("partition")
    @Timeout(300)
    void aMinuteApart() throws Exception {
        partition("partition-minute", Duration.ofMinutes(1));
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("partition")
    @Timeout(600)
    void fiveMinutesApart() throws Exception {
        partition("partition-minutes", Duration.ofMinutes(5));
    }

    private static void partition(String name, Duration length) throws Exception {
        Optional<String> missing = Namespaces.missing();
        assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        try (Namespaces networks = Namespaces.of(NODES);
                Cluster cluster = start(name, networks)) {
            Pictures pictures = new Pictures(cluster);
            pictures.agreed(NODES, GENEROUS);
            assertThat(Admin.configure(cluster.node(1), cluster.clusterFile(1)).error()).isEmpty();
            pictures.inStep(NODES, GENEROUS);

            long began = System.nanoTime();
            networks.part(FEW, MANY);
            sees(pictures, FEW);
            sees(pictures, MANY);
            // Each part goes on by itself: one drains a node, the other takes a configuration.
            Admin.drain(cluster.node(2), true);
            Path other = changed(cluster);
            assertThat(Admin.configure(cluster.node(4), other).error()).isEmpty();
            pictures.each(MANY, GENEROUS, picture -> picture.epoch().contains("/2/"));
            Lapse.of(length.minusNanos(System.nanoTime() - began));
            networks.heal();

            Set<Integer> all = new TreeSet<>(NODES);
            Duration took = pictures.inStep(NODES, HEALED);
            System.out.println("parts of " + length + " were one after " + took.toMillis() + " ms");
            Picture one = pictures.last().get(1);
            assertThat(one.epoch()).contains("/2/");
            assertThat(one.nodes().get(2)).contains("DRAINING");
            assertThat(one.cluster()).isEqualTo(all);
            cluster.awaitLinked();
        }
    }

    private static Cluster start(String name, Namespaces networks) {
        Cluster.Builder builder =
                Cluster.of(name, NODES.toArray(Integer[]::new))
                        .group()
                        .addresses(networks::address);
        NODES.forEach(node -> builder.prefix(node, networks.prefix(node)));
        return builder.start();
    }

    private static void sees(Pictures pictures, List<Integer> part) {
        Set<Integer> those = new TreeSet<>(part);
        pictures.each(part, CUT, picture -> picture.cluster().equals(those));
    }

    /** The same cluster with another water mark. */
    private static Path changed(Cluster cluster) throws Exception {
        Path file = cluster.directory().resolve("changed.cfg");
        String text = Files.readString(cluster.clusterFile(4));
        return Files.writeString(file, text + "lb virtual { highwater 80; };\n");
    }
}
