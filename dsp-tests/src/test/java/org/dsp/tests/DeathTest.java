package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** Real processes killed in mid-request, with no time-out that could hide it. */
class DeathTest {
    private static final int LATENCY_REQUEST = 0x0A;
    private static final int RECEIVING = 0x8;
    private static final int LONG_CPU_SECONDS = 50;

    @MultiProcessTest
    void aServerKilledInMidRequestEndsTheRequestItTookAndTheOneItDidNot() throws Exception {
        try (Cluster cluster = Cluster.of("death-server", 1, 2).start().awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket());
                Endpoint first = client(dvk, 50);
                Endpoint second = client(dvk, 51)) {
            ChildProcess server = cluster.programs().latencyServer(2, 0, 10);
            CompletableFuture<ErrorCode> taken = failure(first, LONG_CPU_SECONDS);
            Awaitility.await().until(() -> there.procInfo(0, 10).flags() == 0);
            CompletableFuture<ErrorCode> waiting = failure(second, 0);
            Awaitility.await().until(() -> dvk.procInfo(0, 51).flags() == RECEIVING);

            server.kill();

            assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSSRCDIED);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSDSTDIED);
        }
    }

    @MultiProcessTest
    void theOtherDaemonKilledEndsARequestWhenTheGraceIsOver() throws Exception {
        Cluster.Builder nodes =
                Cluster.of("death-daemon", 1, 2).settingOfAll("link_grace_ms: 1000");
        try (Cluster cluster = nodes.start().awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket());
                Endpoint client = client(dvk, 50)) {
            cluster.programs().latencyServer(2, 0, 10);
            CompletableFuture<ErrorCode> taken = failure(client, LONG_CPU_SECONDS);
            Awaitility.await().until(() -> there.procInfo(0, 10).flags() == 0);

            cluster.node(2).kill();

            assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSNOTCONN);
        }
    }

    private static Endpoint client(Dvk dvk, int endpoint) {
        Endpoint client = dvk.bind(0, endpoint);
        client.rmtbind(10, 2, "latency");
        return client;
    }

    private static CompletableFuture<ErrorCode> failure(Endpoint client, int cpuSeconds) {
        return CompletableFuture.supplyAsync(() -> request(client, cpuSeconds));
    }

    private static ErrorCode request(Endpoint client, int cpuSeconds) {
        Message request = new Message().type(LATENCY_REQUEST);
        request.m1().i2(cpuSeconds);
        try {
            client.sendrec(10, request);
        } catch (DvkException e) {
            return e.code();
        }
        throw new AssertionError("answered");
    }
}
