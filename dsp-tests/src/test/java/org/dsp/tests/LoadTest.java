package org.dsp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.tests.programs.CountingServer;
import org.dsp.tests.programs.ManyClients;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

class LoadTest {
    private static final int CLIENTS = 150;
    private static final int FIRST_CLIENT = 30;
    private static final int SERVER = 10;

    @MultiProcessTest
    void eachOf50000RequestsOf150ClientsHasExactlyOneAnswer() {
        requestsHaveExactlyOneAnswer("load", 50_000, Duration.ofMinutes(1));
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("load")
    @Timeout(1800)
    void eachOfAMillionRequestsOf150ClientsHasExactlyOneAnswer() {
        requestsHaveExactlyOneAnswer("load-slow", 1_000_000, Duration.ofMinutes(25));
    }

    private static void requestsHaveExactlyOneAnswer(String name, int requests, Duration patience) {
        try (Cluster cluster = Cluster.of(name, 1, 2).start().awaitLinked()) {
            cluster.programs()
                    .java(CountingServer.class, 2, Integer.toString(SERVER))
                    .awaitLine("ready");

            ChildProcess clients =
                    cluster.programs()
                            .java(
                                    ManyClients.class,
                                    1,
                                    "2",
                                    Integer.toString(SERVER),
                                    Integer.toString(FIRST_CLIENT),
                                    Integer.toString(CLIENTS),
                                    Integer.toString(requests));

            assertThat(clients.awaitExit(patience)).as(clients.lastWords()).isZero();
            assertThat(clients.out().lines())
                    .containsExactly(
                            "right=" + requests + " wrong=0 errors=0",
                            "different=" + requests + " repeated=0");
        }
    }
}
