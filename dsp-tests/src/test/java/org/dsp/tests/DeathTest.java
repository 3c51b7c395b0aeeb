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
import org.dsp.tests.programs.SilentServer;

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

    @MultiProcessTest
    void aProcessKilledWhileServersSendToItEndsTheirSends() throws Exception {
        try (Cluster cluster = Cluster.of("death-send", 1, 2).start().awaitLinked();
                Dvk here = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket());
                Endpoint far = here.bind(0, 11);
                Endpoint near = there.bind(0, 11)) {
            ChildProcess silent = cluster.programs().java(SilentServer.class, 2, "12");
            silent.awaitLine("ready 12");
            far.rmtbind(12, 2, "silent");
            CompletableFuture<ErrorCode> remote = sendFailure(far, 12);
            CompletableFuture<ErrorCode> local = sendFailure(near, 12);
            Awaitility.await().until(() -> here.procInfo(0, 11).sendTo() == 12);
            Awaitility.await().until(() -> there.procInfo(0, 11).sendTo() == 12);

            silent.kill();

            assertThat(remote.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSDSTDIED);
            assertThat(local.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSDSTDIED);
        }
    }

    @MultiProcessTest
    void aClientKilledInMidRequestEndsTheSendThatAnswersIt() throws Exception {
        try (Cluster cluster = Cluster.of("death-client", 1, 2).start().awaitLinked();
                Dvk there = Dvk.attach(cluster.node(2).socket());
                Endpoint server = there.bind(0, 10)) {
            ChildProcess remote =
                    cluster.programs().latencyClient(1, "--node", "2", "0", "50", "10", "1");
            int remoteName = server.receiveAny().source();
            ChildProcess local = cluster.programs().latencyClient(2, "0", "51", "10", "1");
            int localName = server.receiveAny().source();

            remote.kill();
            local.kill();
            cluster.node(1).awaitUnbound(0, 50);
            cluster.node(2).awaitUnbound(0, 51);

            assertThat(sendFailure(server, remoteName).get(10, TimeUnit.SECONDS))
                    .isEqualTo(ErrorCode.EDVSDSTDIED);
            assertThat(sendFailure(server, localName).get(10, TimeUnit.SECONDS))
                    .isEqualTo(ErrorCode.EDVSDSTDIED);
        }
    }

    private static CompletableFuture<ErrorCode> sendFailure(Endpoint server, int to) {
        return CompletableFuture.supplyAsync(
                () -> failure(() -> server.send(to, new Message().type(1))));
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
        return failure(() -> client.sendrec(10, request));
    }

    private static ErrorCode failure(Runnable call) {
        try {
            call.run();
        } catch (DvkException e) {
            return e.code();
        }
        throw new AssertionError("it succeeded");
    }
}
