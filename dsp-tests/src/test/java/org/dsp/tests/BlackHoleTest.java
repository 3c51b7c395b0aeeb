package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.dsp.faults.FaultProxy;
import org.dsp.faults.Hole;
import org.dsp.faults.Way;
import org.dsp.harness.Cluster;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.dsp.tests.programs.Asking;
import org.dsp.tests.programs.CountingServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Packets that nobody misses but those who wait for them. */
class BlackHoleTest {
    private static final int SERVER = 10;
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @MultiProcessTest
    void connectionsThatGoSilentUpwardsAreReplacedAndNothingIsLost() throws Exception {
        silenceIsADelay("silent-up", Way.UP, 200, GENEROUS);
    }

    @MultiProcessTest
    void connectionsThatGoSilentDownwardsAreReplacedAndNothingIsLost() throws Exception {
        silenceIsADelay("silent-down", Way.DOWN, 200, GENEROUS);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("blackhole")
    void aSilentConnectionIsReplacedWithin3Hellos() throws Exception {
        // Three periods without a HELLO; the fourth in which the last one came; and the JOIN.
        Duration most = Duration.ofMillis(4500);
        silenceIsADelay("silent-up-slow", Way.UP, 1000, most);
        silenceIsADelay("silent-down-slow", Way.DOWN, 1000, most);
    }

    @MultiProcessTest
    void afterAHoleLongerThanTheGraceTrafficFlowsAgain() throws Exception {
        flowsAfterAHole("hole", 500, Duration.ofSeconds(2), GENEROUS);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("blackhole")
    @Timeout(300)
    void theFirstByteComesWithin2SecondsAfterAHoleOf60Seconds() throws Exception {
        flowsAfterAHole("hole-slow", 5000, Duration.ofSeconds(60), Duration.ofSeconds(2));
    }

    private static void silenceIsADelay(String name, Way way, int helloMillis, Duration most)
            throws Exception {
        try (Cluster cluster =
                        Cluster.of(name, 1, 2)
                                .faulty(1, 2)
                                .settingOfAll("hello_period_ms: " + helloMillis)
                                .start()
                                .awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket())) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");
            Asking asking = new Asking(dvk, 2, SERVER, 30, 10);
            asking.run(500, () -> true);

            cluster.link(1, 2).freeze(way);
            long began = System.nanoTime();
            asking.run(asking.asked() + 500, () -> true);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            int asked = asking.asked();
            assertThat(asking.outcome()).isEqualTo("right=" + asked + " wrong=0 errors=0");
            assertThat(asking.report()).isEqualTo("different=" + asked + " repeated=0");
            assertThat(dvk.nodeInfo(2).other()).containsEntry("leaves", "0");
            assertThat(took).isLessThan(most);
        }
    }

    private static void flowsAfterAHole(
            String name, int graceMillis, Duration length, Duration most) throws Exception {
        try (Cluster cluster =
                        Cluster.of(name, 1, 2)
                                .faulty(1, 2)
                                .settingOfAll("link_grace_ms: " + graceMillis)
                                .settingOfAll("hello_period_ms: " + Math.min(1000, graceMillis / 2))
                                .start()
                                .awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket());
                Endpoint client = dvk.bind(0, 50)) {
            cluster.programs().java(CountingServer.class, 2, "10").awaitLine("ready");
            client.rmtbind(SERVER, 2, "counting");
            assertThat(failure(client)).isEmpty();
            FaultProxy link = cluster.link(1, 2);

            link.hole(Way.UP, Hole.HOLD);
            long began = System.nanoTime();
            assertThat(failure(client)).contains(ErrorCode.EDVSNOTCONN);
            Lapse.of(length.minusNanos(System.nanoTime() - began));
            link.heal();

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(most)
                    .until(() -> failure(client).isEmpty());
        }
    }

    private static Optional<ErrorCode> failure(Endpoint client) {
        try {
            client.sendrec(SERVER, new Message().type(CountingServer.REPORT));
            return Optional.empty();
        } catch (DvkException e) {
            return Optional.of(e.code());
        }
    }
}
