package org.dsp.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.PeerService;
import org.dsp.core.config.PeerService.Rank;
import org.dsp.core.config.Policy;
import org.dsp.core.config.RoutingView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's node 9 gives sessions to servers 0, 1, 2. */
class BalancerTest {
    private static final int SERVERS = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final BitSet NOBODY = new BitSet();

    private final Balancer balancer = new Balancer(9, 10, 42, id -> true);
    private final int[] percent = new int[SERVERS];
    private final Rank[] ranks = {Rank.UNLOADED, Rank.UNLOADED, Rank.UNLOADED};
    private final boolean[] takes = {true, true, true};
    private final int[] weights = {1, 1, 1};
    private final int[] held = new int[SERVERS];
    private long now = 1000 * SECOND;

    BalancerTest() {
        report();
        for (int id = 0; id < SERVERS; id++) {
            balancer.up(id, true, now);
        }
        now += 60 * SECOND;
    }

    private void report() {
        List<RoutingView.Peer> peers = new ArrayList<>();
        for (int id = 0; id < SERVERS; id++) {
            peers.add(
                    new RoutingView.Peer(
                            id,
                            "node" + id,
                            "host",
                            3000,
                            LinkOptions.DEFAULT,
                            new PeerService(true, takes[id], ranks[id], percent[id], weights[id])));
        }
        balancer.view(new RoutingView(1, 9, peers), now);
    }

    private int give(ServiceShare share) {
        int node = balancer.choose(share, NOBODY, now);
        if (node >= 0) {
            held[node]++;
            balancer.given(node);
        }
        return node;
    }

    private void end(int node) {
        held[node]--;
        balancer.ended(node);
    }

    /** Reports what the servers hold of {@code capacity}, as {@code load.source: sessions} does. */
    private void measure(int capacity) {
        for (int id = 0; id < SERVERS; id++) {
            percent[id] = 100 * held[id] / capacity;
            ranks[id] =
                    held[id] == 0 ? Rank.FREE : held[id] >= capacity ? Rank.SATURATED : Rank.LOADED;
        }
        report();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAST_LOADED", "TWO_CHOICES"})
    void threeHundredHeldSessionsSpreadEvenly(Policy policy) {
        ServiceShare share = balancer.share(policy);
        for (int i = 0; i < 300; i++) {
            give(share);
            now += SECOND / 10;
            if (i % 10 == 9) {
                measure(200);
            }
        }
        assertThat(held).satisfies(BalancerTest::even);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEAST_LOADED", "TWO_CHOICES"})
    void theyDoSoWithoutAnyReport(Policy policy) {
        for (int id = 0; id < SERVERS; id++) {
            percent[id] = -1;
            ranks[id] = Rank.NOT_MONITORED;
        }
        report();
        ServiceShare share = balancer.share(policy);
        for (int i = 0; i < 300; i++) {
            give(share);
        }
        assertThat(held).satisfies(BalancerTest::even);
    }

    @Test
    void leastLoadedIsNoneOfThoseThatAreOnlyLessLoadedThanTheFirst() {
        percent[0] = 50;
        percent[1] = 10;
        percent[2] = 20;
        report();

        assertThat(give(balancer.share(Policy.LEAST_LOADED))).isEqualTo(1);
    }

    private static void even(int[] held) {
        for (int sessions : held) {
            assertThat(sessions).isBetween(90, 110);
        }
    }

    @Test
    void firstFitFillsNodeByNodeAndEmptiesInReverse() {
        ServiceShare share = balancer.share(Policy.FIRST_FIT);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            order.add(give(share));
            measure(100);
        }
        assertThat(order).isSorted();
        assertThat(held).containsExactly(100, 100, 100);

        // Two sessions end anywhere, one comes: what is left gathers at the lowest ids.
        for (int round = 0; held[2] > 0; round++) {
            end(held[round % 3] > 0 ? round % 3 : 2);
            if (held[2] > 0) {
                end(2);
            }
            measure(100);
            give(share);
            measure(100);
        }
        assertThat(held[0]).isGreaterThan(90);
        assertThat(held[1]).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void aServerThatFailsFastDoesNotAttract(Policy policy) {
        ServiceShare share = balancer.share(policy);
        int failing = 0;
        int attempts = 600;
        for (int i = 0; i < attempts; i++) {
            int node = balancer.choose(share, NOBODY, now);
            if (node == 0) {
                failing++;
                balancer.failed(share, 0, now);
            } else {
                balancer.given(node);
                balancer.served(share, node);
            }
            now += SECOND / 20;
        }
        assertThat(failing).isBetween(1, attempts * 37 / 100);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void neverSaturatedDrainingDownOrTried(Policy policy) {
        ServiceShare share = balancer.share(policy);
        ranks[0] = Rank.SATURATED;
        report();
        assertNever(share, 0);
        ranks[0] = Rank.FREE;
        takes[0] = false;
        report();
        assertNever(share, 0);
        takes[0] = true;
        report();
        balancer.up(0, false, now);
        assertNever(share, 0);
        balancer.up(0, true, now);
        BitSet tried = new BitSet();
        tried.set(0, SERVERS);
        assertThat(balancer.choose(share, tried, now)).isEqualTo(Balancer.NOBODY);
    }

    private void assertNever(ServiceShare share, int node) {
        for (int i = 0; i < 50; i++) {
            assertThat(give(share)).isNotEqualTo(node).isNotNegative();
        }
    }

    @Test
    void weightsShareSessions() {
        weights[0] = 1;
        weights[1] = 2;
        weights[2] = 3;
        report();
        ServiceShare share = balancer.share(Policy.ROUND_ROBIN);
        for (int i = 0; i < 600; i++) {
            give(share);
        }
        assertThat(held).containsExactly(100, 200, 300);
    }

    @Test
    void aNodeJustInStartsSlowly() {
        ServiceShare share = balancer.share(Policy.ROUND_ROBIN);
        balancer.up(2, false, now);
        balancer.up(2, true, now);
        for (int i = 0; i < 210; i++) {
            give(share);
        }
        assertThat(held).containsExactly(100, 100, 10);
    }

    @Test
    void whatIsNotKnownComesAfterWhatIs() {
        ranks[0] = Rank.UNKNOWN;
        report();
        ServiceShare share = balancer.share(Policy.FIRST_FIT);
        assertThat(give(share)).isEqualTo(1);
        ranks[1] = Rank.SATURATED;
        ranks[2] = Rank.SATURATED;
        report();
        assertThat(give(share)).isZero();
    }

    @Test
    void choosingMakesNoGarbage() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<ServiceShare> shares = new ArrayList<>();
        for (Policy policy : Policy.values()) {
            shares.add(balancer.share(policy));
        }
        choose(shares, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        choose(shares, 10_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_096);
    }

    private void choose(List<ServiceShare> shares, int times) {
        for (int i = 0; i < times; i++) {
            balancer.ended(balancer.choose(shares.get(i % shares.size()), NOBODY, now));
        }
    }
}
