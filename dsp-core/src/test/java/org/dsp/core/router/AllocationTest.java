package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A session that is known costs no garbage: look-up, rewriting, copies, loop-back. */
class AllocationTest {
    private static final int TRIPS = 10_000;

    /** Less than one object a trip, by far. */
    private static final long TOLERATED = 4_096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TestFactory
    List<DynamicTest> tenThousandRoundTripsThroughAServiceMakeNoGarbage() {
        return List.of(
                trip("to another node", LeanService::remotely),
                trip("on one node", LeanService::onOneNode),
                trip("vcopy there and back", LeanService::copying));
    }

    private static DynamicTest trip(String name, Consumer<LeanService> run) {
        return DynamicTest.dynamicTest(name, () -> check(run));
    }

    private static void check(Consumer<LeanService> run) {
        LeanService lean = new LeanService();
        for (int i = 0; i < 2_000; i++) {
            run.accept(lean);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TRIPS; i++) {
            run.accept(lean);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).as("bytes allocated in %d trips", TRIPS).isLessThan(TOLERATED);
    }
}
