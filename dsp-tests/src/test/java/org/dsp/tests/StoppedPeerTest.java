package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.ProcFiles;
import org.dsp.harness.Signal;
import org.dsp.ipc.Dvk;
import org.dsp.tests.programs.Asking;
import org.dsp.tests.programs.CountingServer;

/** Back-pressure is per peer: who does not read delays nobody else, and holds bounded memory. */
class StoppedPeerTest {
    private static final int WINDOW_COMMANDS = 16;
    private static final int WINDOW_BYTES = 262_144;
    private static final int COPIES = 3;
    private static final int REQUESTS = 5000;
    private static final long MOST_GROWTH_KIB = 32 * 1024;

    @MultiProcessTest
    void aStoppedPeerWithAFullWindowHoldsBoundedMemoryAndDelaysNobodyElse() throws Exception {
        try (Cluster cluster =
                        Cluster.of("stopped-peer", 1, 2, 3)
                                // The peer shall be stopped, not given up.
                                .settingOfAll("hello_period_ms: 60000")
                                .settingOfAll("window_commands: " + WINDOW_COMMANDS)
                                .settingOfAll("window_bytes: " + WINDOW_BYTES)
                                .start()
                                .awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket())) {
            for (int node : List.of(2, 3)) {
                cluster.programs().java(CountingServer.class, node, "10").awaitLine("ready");
            }
            Copying copying = new Copying(cluster, 8);
            Asking toStopped = new Asking(dvk, 2, 10, 30, 40);
            Asking toServed = new Asking(dvk, 3, 10, 80, 20);
            long before = residentKib(cluster);
            CompletableFuture<Void> served = new CompletableFuture<>();

            cluster.node(2).process().signal(Signal.STOP);
            List<ChildProcess> copies = new ArrayList<>();
            for (int i = 0; i < COPIES; i++) {
                copies.add(copying.begin(120 + i));
            }
            CompletableFuture<Asking> waiting =
                    CompletableFuture.supplyAsync(() -> run(toStopped, served));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> unacknowledged(dvk) == WINDOW_COMMANDS);
            toServed.run(REQUESTS, () -> true);

            assertThat(toServed.outcome()).isEqualTo("right=5000 wrong=0 errors=0");
            assertThat(unacknowledged(dvk)).isEqualTo(WINDOW_COMMANDS);
            assertThat(unacknowledgedBytes(dvk)).isLessThanOrEqualTo(WINDOW_BYTES);
            assertThat(residentKib(cluster) - before)
                    .as("growth of node 1 in KiB")
                    .isLessThanOrEqualTo(MOST_GROWTH_KIB);

            served.complete(null);
            cluster.node(2).process().signal(Signal.CONT);
            waiting.get(1, TimeUnit.MINUTES);
            assertThat(toStopped.outcome())
                    .isEqualTo("right=" + toStopped.asked() + " wrong=0 errors=0");
            for (int i = 0; i < COPIES; i++) {
                copying.finish(copies.get(i), 120 + i);
            }
        }
    }

    private static Asking run(Asking asking, CompletableFuture<Void> enough) {
        try {
            return asking.run(1, enough::isDone);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long unacknowledged(Dvk dvk) {
        return Long.parseLong(dvk.nodeInfo(2).other().get("unacknowledged"));
    }

    private static long unacknowledgedBytes(Dvk dvk) {
        return Long.parseLong(dvk.nodeInfo(2).other().get("unacknowledged_bytes"));
    }

    private static long residentKib(Cluster cluster) {
        return ProcFiles.residentKib(cluster.node(1).process().pid());
    }
}
