package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.faults.FaultProxy;
import org.dsp.faults.Span;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.tests.programs.Asking;
import org.dsp.tests.programs.CountingServer;

/** Sequence numbers are unsigned 32 bit, and begin again after the last. */
class WrapTest {
    private static final int BEFORE_WRAP = 3000;
    private static final int REQUESTS = 10_000;
    private static final int CUTS_ENOUGH = 5;

    @MultiProcessTest
    void theWrapOfTheSequencePassesUnderLoadAndCuts() throws Exception {
        String first = Integer.toUnsignedString(-BEFORE_WRAP);
        try (Cluster cluster =
                        Cluster.of("wrap", 1, 2)
                                .faulty(1, 2)
                                .javaOptions("-Ddsp.first_sequence=" + first)
                                .start()
                                .awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket())) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");
            Asking asking = new Asking(dvk, 2, 10, 30, 20);
            FaultProxy link = cluster.link(1, 2);
            link.cutRandomly(Span.ofMillis(20, 100), Span.NONE);

            asking.run(REQUESTS, () -> link.status().cuts() >= CUTS_ENOUGH);
            link.heal();

            int asked = asking.asked();
            assertThat(asking.outcome()).isEqualTo("right=" + asked + " wrong=0 errors=0");
            assertThat(asking.report()).isEqualTo("different=" + asked + " repeated=0");
            // In one link epoch: a new one would begin before the wrap again.
            assertThat(dvk.nodeInfo(2).other()).containsEntry("leaves", "0");
            assertThat(dvk.nodeInfo(2).channelSent()).isGreaterThan(BEFORE_WRAP);
        }
    }
}
