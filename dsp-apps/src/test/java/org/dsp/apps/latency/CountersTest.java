package org.dsp.apps.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dsp.ipc.NodeInfo;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static NodeInfo info(int node, long sent, long received) {
        return new NodeInfo(node, "node" + node, 0, 0, sent, received, 0, 0, List.of(0), Map.of());
    }

    private static Counters counters(NodeInfo... infos) {
        return Counters.of(
                IntStream.range(0, 500),
                node ->
                        IntStream.range(0, infos.length)
                                .mapToObj(i -> infos[i])
                                .filter(i -> i.node() == node)
                                .findFirst());
    }

    @Test
    void onlyNodesThatChangedAreShown() {
        Counters before = counters(info(0, 3, 1), info(2, 0, 0), info(300, 7, 7));
        Counters after = counters(info(0, 13, 6), info(2, 0, 0), info(300, 7, 8));
        assertThat(after.since(before))
                .containsExactly(
                        "Kernel counters of node 0: pxsent 3 -> 13 (+10), pxrcvd 1 -> 6 (+5)",
                        "Kernel counters of node 300: pxsent 7 -> 7 (+0), pxrcvd 7 -> 8 (+1)");
    }

    @Test
    void aNodeThatIsNewStartsFromZero() {
        assertThat(counters(info(5, 2, 1)).since(counters()))
                .containsExactly(
                        "Kernel counters of node 5: pxsent 0 -> 2 (+2), pxrcvd 0 -> 1 (+1)");
    }

    @Test
    void noChangeIsSaid() {
        assertThat(counters(info(5, 2, 1)).since(counters(info(5, 2, 1))))
                .containsExactly("Kernel counters: those of no other node changed");
    }

    @Test
    void nodesThatTheDaemonDoesNotKnowAreLeftOut() {
        assertThat(Counters.of(IntStream.of(9), node -> Optional.empty()).since(counters()))
                .hasSize(1);
    }
}
