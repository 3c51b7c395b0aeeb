package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dsp.faults.FaultProxy;
import org.dsp.faults.Span;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.Signal;
import org.dsp.ipc.Dvk;
import org.dsp.tests.programs.Asking;
import org.dsp.tests.programs.CountingServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A break shorter than the grace is a delay: nothing is lost, nothing comes twice. */
class CutsTest {
    private static final int SERVER = 10;
    private static final int FIRST_CLIENT = 30;
    private static final int CLIENTS = 20;
    private static final int COPY_CLIENT = 100;

    /** Requests, MiB of the file, and cuts, at least; and when they come. */
    private record Load(int requests, int mib, int cuts, Span every, Span lasting) {}

    @MultiProcessTest
    void requestsAndACopyBear20CutsOfTheLink() throws Exception {
        bearsCuts("cuts", new Load(10_000, 32, 20, Span.ofMillis(50, 150), Span.ofMillis(0, 100)));
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("cuts")
    @Timeout(900)
    void aHundredThousandRequestsAndACopyOf256MibBear200CutsOfTheLink() throws Exception {
        bearsCuts(
                "cuts-slow",
                new Load(100_000, 256, 200, Span.ofMillis(50, 500), Span.ofMillis(0, 1000)));
    }

    @MultiProcessTest
    void requestsBearThatTheOtherDaemonIsStoppedForAWhile() throws Exception {
        bearsStops("stops", Duration.ofMillis(500), 2000);
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("cuts")
    @Timeout(300)
    void aHundredThousandRequestsBearThatTheOtherDaemonIsStoppedTwiceFor3Seconds()
            throws Exception {
        bearsStops("stops-slow", Duration.ofSeconds(3), 100_000);
    }

    private static void bearsCuts(String name, Load load) throws Exception {
        try (Cluster cluster = Cluster.of(name, 1, 2).faulty(1, 2).start().awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket())) {
            serve(cluster);
            Copying copying = new Copying(cluster, load.mib());
            Asking asking = new Asking(dvk, 2, SERVER, FIRST_CLIENT, CLIENTS);
            FaultProxy link = cluster.link(1, 2);
            link.cutRandomly(load.every(), load.lasting());

            CompletableFuture<Void> copies =
                    CompletableFuture.runAsync(() -> copy(copying, link, load.cuts()));
            asking.run(
                    load.requests(), () -> copies.isDone() && link.status().cuts() >= load.cuts());
            copies.get(1, TimeUnit.MINUTES);
            link.heal();

            assertThat(link.status().cuts()).isGreaterThanOrEqualTo(load.cuts());
            allOnce(asking);
        }
    }

    private static void bearsStops(String name, Duration length, int requests) throws Exception {
        try (Cluster cluster = Cluster.of(name, 1, 2).start().awaitLinked();
                Dvk dvk = Dvk.attach(cluster.node(1).socket())) {
            serve(cluster);
            Asking asking = new Asking(dvk, 2, SERVER, FIRST_CLIENT, CLIENTS);
            CompletableFuture<Void> stops =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 1; i <= 2; i++) {
                                    int part = i * requests / 3;
                                    Awaitility.await()
                                            .atMost(Duration.ofMinutes(2))
                                            .until(() -> asking.asked() >= part);
                                    stop(cluster.node(2).process(), length);
                                }
                            });

            asking.run(requests, stops::isDone);

            stops.get(1, TimeUnit.MINUTES);
            allOnce(asking);
        }
    }

    private static void serve(Cluster cluster) {
        cluster.programs()
                .java(CountingServer.class, 2, Integer.toString(SERVER))
                .awaitLine("ready");
    }

    private static void copy(Copying copying, FaultProxy link, int cuts) {
        try {
            do {
                copying.finish(copying.begin(COPY_CLIENT), COPY_CLIENT);
            } while (link.status().cuts() < cuts);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void stop(ChildProcess daemon, Duration length) {
        daemon.signal(Signal.STOP);
        Lapse.of(length);
        daemon.signal(Signal.CONT);
    }

    /** What the clients were answered, and what the server counted. */
    private static void allOnce(Asking asking) {
        int asked = asking.asked();
        assertThat(asking.outcome()).isEqualTo("right=" + asked + " wrong=0 errors=0");
        assertThat(asking.report()).isEqualTo("different=" + asked + " repeated=0");
    }
}
