package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Tag;

/** The other daemon dies and is started again: another life, that knows nothing of the old one. */
class RestartTest {
    private static final int SERVER = 10;
    private static final int CLIENTS = 10;

    @MultiProcessTest
    void whatWaitsForAPeerThatIsRestartedFailsOnceAndTrafficFlowsAgain() throws Exception {
        restarts("restart", 1, ChildProcess.PATIENCE);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("restart")
    void trafficFlowsWithin1SecondAfterAPeerIsReadyAgain() throws Exception {
        restarts("restart-slow", 10, Duration.ofSeconds(1));
    }

    private static void restarts(String name, int times, Duration most) throws Exception {
        try (Cluster cluster = Cluster.of(name, 1, 2).start().awaitLinked();
                Ledger ledger = new Ledger();
                Dvk here = Dvk.attach(cluster.node(1).socket());
                Dvk there = Dvk.attach(cluster.node(2).socket())) {
            ledger.serve(there.bind(0, SERVER));
            List<Endpoint> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Ledger.client(here, 50 + i, SERVER, 2));
            }
            for (int i = 0; i < times; i++) {
                dieWhileAllWait(cluster, ledger, clients);
                flowsAgain(ledger, clients.get(0), most);
            }
            assertThat(ledger.sins()).isEqualTo("wrong=0 repeated=0 after-error=0");
        }
    }

    /** The daemon is killed and started; each request that waited has failed when this returns. */
    private static void dieWhileAllWait(Cluster cluster, Ledger ledger, List<Endpoint> clients)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        ledger.answering(false);
        int taken = ledger.taken();
        List<Future<Optional<ErrorCode>>> waiting = new ArrayList<>();
        for (Endpoint client : clients) {
            waiting.add(threads.submit(() -> ledger.askOnce(client, SERVER)));
        }
        Awaitility.await().until(() -> ledger.taken() == taken + CLIENTS);

        cluster.node(2).kill();
        ledger.answering(true);
        cluster.node(2).start();

        for (Future<Optional<ErrorCode>> one : waiting) {
            assertThat(one.get(1, TimeUnit.MINUTES)).contains(ErrorCode.EDVSNOTCONN);
        }
        threads.shutdown();
    }

    private static void flowsAgain(Ledger ledger, Endpoint client, Duration most) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(most)
                .until(() -> ledger.askOnce(client, SERVER).isEmpty());
    }
}
