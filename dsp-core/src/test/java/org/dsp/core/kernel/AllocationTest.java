package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The data path makes no garbage once it is warm. */
class AllocationTest {
    private static final int TRIPS = 10_000;

    /** Less than one object a trip, by far: what a compiler or profiler may do on this thread. */
    private static final long TOLERATED = 4_096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Trip(String name, Consumer<LeanPair> run) {}

    @TestFactory
    List<DynamicTest> tenThousandRoundTripsMakeNoGarbage() {
        return List.of(
                        new Trip("sendrec answered by send", LeanPair::answeredBySend),
                        new Trip("sendrec answered by reply", LeanPair::answeredByReply),
                        new Trip("messages ahead, quiet replies", LeanPair::aheadAndQuiet),
                        new Trip("on one node", LeanPair::locally),
                        new Trip("vcopy there and back", LeanPair::copying),
                        new Trip("cancelled requests", LeanPair::cancelled))
                .stream()
                .map(t -> DynamicTest.dynamicTest(t.name, () -> check(t.run, new LeanPair.Open())))
                .toList();
    }

    private static void check(Consumer<LeanPair> trip, Links links) {
        LeanPair pair = new LeanPair(links);
        repeat(trip, pair, 2_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(trip, pair, TRIPS);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).as("bytes allocated in %d trips", TRIPS).isLessThan(TOLERATED);
    }

    private static void repeat(Consumer<LeanPair> trip, LeanPair pair, int times) {
        for (int i = 0; i < times; i++) {
            trip.accept(pair);
        }
    }

    /** Allocates where the kernel asks whether it may queue: once a message. */
    private static final class Wasteful extends LeanPair.Open {
        /** Keeps the compiler from leaving the object out. */
        volatile Object last;

        @Override
        public boolean mayQueue(int node) {
            last = new Object();
            return true;
        }
    }

    @Test
    void oneObjectAMessageIsNoticed() {
        Wasteful wasteful = new Wasteful();

        assertThatThrownBy(() -> check(LeanPair::answeredByReply, wasteful))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes allocated in 10000 trips");
        assertThat(wasteful.last).isNotNull();
    }
}
