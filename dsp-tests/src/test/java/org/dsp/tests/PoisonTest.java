package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dsp.faults.Corruption;
import org.dsp.faults.FaultProxy;
import org.dsp.faults.Way;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.tests.programs.Asking;
import org.dsp.tests.programs.CountingServer;

/** A frame that is malformed each time it is sent. */
class PoisonTest {
    private static final int SNDREC_MSG = 3;
    private static final int REPLY_MSG = 4;
    private static final int POISONED = 60;
    private static final int REQUESTS = 3000;

    @MultiProcessTest
    void aPoisonedRequestFailsItsOwnOperationAndNoOther() throws Exception {
        poisonFailsItsOwnOperationOnly(
                "poison-request",
                Way.UP,
                Corruption.poison(
                        Corruption.field("cmd", SNDREC_MSG), Corruption.field("src", POISONED)));
    }

    @MultiProcessTest
    void aPoisonedAnswerFailsItsOwnOperationAndNoOther() throws Exception {
        poisonFailsItsOwnOperationOnly(
                "poison-answer",
                Way.DOWN,
                Corruption.poison(
                        Corruption.field("cmd", REPLY_MSG), Corruption.field("dst", POISONED)));
    }

    private static void poisonFailsItsOwnOperationOnly(String name, Way way, Corruption poison)
            throws Exception {
        try (Cluster cluster = Cluster.of(name, 1, 2).faulty(1, 2).start().awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket());
                Endpoint poisoned = dvk.bind(0, POISONED)) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");
            poisoned.rmtbind(10, 2, "counting");
            Asking asking = new Asking(dvk, 2, 10, 30, 20);
            FaultProxy link = cluster.link(1, 2);
            link.corrupt(way, poison);

            CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> failsOnce(poisoned));
            asking.run(REQUESTS, failing::isDone);
            failing.get(1, TimeUnit.MINUTES);

            int asked = asking.asked();
            assertThat(asking.outcome()).isEqualTo("right=" + asked + " wrong=0 errors=0");
            assertThat(dvk.nodeInfo(2).other()).containsEntry("leaves", "0");
            assertThat(link.status().corrupted()).isPositive();

            link.heal();
            assertThat(poisoned.sendrec(10, report()).type()).isEqualTo(CountingServer.REPORT);
        }
    }

    private static void failsOnce(Endpoint poisoned) {
        assertThatThrownBy(() -> poisoned.sendrec(10, report())).isInstanceOf(DvkException.class);
    }

    private static Message report() {
        return new Message().type(CountingServer.REPORT);
    }
}
