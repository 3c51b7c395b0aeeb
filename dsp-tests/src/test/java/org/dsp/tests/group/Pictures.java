package org.dsp.tests.group;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.dsp.harness.Cluster;

/** Waits until daemons see their cluster as it is. */
public final class Pictures {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Cluster cluster;
    private Map<Integer, Picture> last = new TreeMap<>();

    /** Of its daemons. */
    public Pictures(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Waits until each of {@code nodes} sees exactly them, all alike.
     *
     * @return how long that took
     */
    public Duration agreed(Collection<Integer> nodes, Duration patience) {
        Set<Integer> all = new TreeSet<>(nodes);
        return await(
                nodes,
                patience,
                pictures ->
                        pictures.values().stream().map(Picture::common).distinct().count() == 1
                                && pictures.values().stream()
                                        .allMatch(p -> p.cluster().equals(all)));
    }

    /**
     * As {@link #agreed}, and all of them are configured servers whose facts are proven in step.
     */
    Duration inStep(Collection<Integer> nodes, Duration patience) {
        Set<Integer> all = new TreeSet<>(nodes);
        return await(
                nodes,
                patience,
                pictures ->
                        pictures.values().stream().map(Picture::common).distinct().count() == 1
                                && pictures.values().stream()
                                        .allMatch(
                                                p ->
                                                        p.configured()
                                                                && p.cluster().equals(all)
                                                                && p.init().equals(all)
                                                                && p.proven().containsAll(all)));
    }

    /** Waits until each of {@code nodes} sees its cluster so. */
    public Duration each(
            Collection<Integer> nodes, Duration patience, Predicate<Picture> condition) {
        return await(nodes, patience, pictures -> pictures.values().stream().allMatch(condition));
    }

    /** The pictures of the last wait. */
    Map<Integer, Picture> last() {
        return last;
    }

    private Duration await(
            Collection<Integer> nodes,
            Duration patience,
            Predicate<Map<Integer, Picture>> condition) {
        long began = System.nanoTime();
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience)
                    .until(() -> condition.test(take(nodes)));
        } catch (ConditionTimeoutException e) {
            fail("not within %s:%n%s", patience, text());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Map<Integer, Picture> take(Collection<Integer> nodes) throws IOException {
        Map<Integer, Picture> pictures = new TreeMap<>();
        for (int node : nodes) {
            pictures.put(node, Admin.picture(cluster.node(node)));
        }
        last = pictures;
        return pictures;
    }

    private String text() {
        return last.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
