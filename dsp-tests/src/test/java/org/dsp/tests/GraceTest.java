package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.dsp.faults.FaultProxy;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** One side gives the link up, the other does not yet: both must come to the same end. */
class GraceTest {
    private static final int SERVER = 10;
    private static final int CLIENTS = 8;

    /** Of breaks: some end before both graces, some between them, some after. */
    private static final long SEED = 5;

    @MultiProcessTest
    void gracesThatEndApartLeaveNoChannelStuckAndDeliverNothingThatHasFailed() {
        breaks("grace", 400, 500, 4);
        breaks("grace-reverse", 500, 400, 4);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("grace")
    @Timeout(300)
    void gracesOf1SecondThatEnd200MsApart20Times() {
        breaks("grace-slow", 1000, 1200, 20);
        breaks("grace-slow-reverse", 1200, 1000, 20);
    }

    private static void breaks(String name, int oneMillis, int otherMillis, int times) {
        int shorter = Math.min(oneMillis, otherMillis);
        int longer = Math.max(oneMillis, otherMillis);
        Random random = new Random(SEED);
        try (Cluster cluster =
                        Cluster.of(name, 1, 2)
                                .faulty(1, 2)
                                .setting(1, "link_grace_ms: " + oneMillis)
                                .setting(2, "link_grace_ms: " + otherMillis)
                                .start()
                                .awaitLinked();
                Ledger ledger = new Ledger();
                Dvk here = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket())) {
            ledger.serve(there.bind(0, SERVER));
            for (int i = 0; i < CLIENTS; i++) {
                ledger.ask(Ledger.client(here, 50 + i, SERVER, 2), SERVER);
            }
            FaultProxy link = cluster.link(1, 2);
            for (int i = 0; i < times; i++) {
                flows(ledger);
                link.refuse(true);
                link.cut();
                // One in two between the graces, the others up to 100 ms before or after.
                int spread = i % 2 == 0 ? 0 : 100;
                Lapse.of(Duration.ofMillis(random.nextInt(shorter - spread, longer + spread + 1)));
                link.heal();
            }
            flows(ledger);

            assertThat(ledger.sins()).isEqualTo("wrong=0 repeated=0 after-error=0");
            assertThat(ledger.failed().values()).isNotEmpty().containsOnly(ErrorCode.EDVSNOTCONN);
        }
    }

    /** Whether requests are answered that were not begun yet. */
    private static void flows(Ledger ledger) {
        long before = ledger.answered();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ledger.answered() > before + 2 * CLIENTS);
    }
}
