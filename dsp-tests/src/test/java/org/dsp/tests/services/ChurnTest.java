package org.dsp.tests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.dsp.tests.MultiProcessTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Clients come and go while server nodes die and come back. */
class ChurnTest {
    private static final int CLIENTS = 45;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Longest time that a daemon is away: shorter and longer than the grace of its links. */
    private static final int MOST_AWAY_MS = 8_000;

    @MultiProcessTest
    @Timeout(180)
    void sessionsOf40SecondsWithAServerKilledTwice() throws Exception {
        churn("churn", 133, Duration.ofSeconds(40));
    }

    @MultiProcessTest
    @Tag("slow")
    @Tag("churn")
    @Timeout(500)
    void aThousandSessionsIn5MinutesWithAServerKilledEvery20Seconds() throws Exception {
        churn("churn-slow", 1000, Duration.ofMinutes(5));
    }

    private static void churn(String name, int sessions, Duration time) throws Exception {
        ChurnBook book = new ChurnBook();
        AtomicLong end = new AtomicLong(Long.MAX_VALUE);
        try (ServiceFiles files = new ServiceFiles();
                ChurnClients clients =
                        new ChurnClients(
                                book,
                                ChurnCluster.SERVICE,
                                () -> book.sessions() < sessions || System.nanoTime() < end.get(),
                                CLIENTS);
                ProgramHost host = new ProgramHost(files, clients::work);
                ChurnCluster cluster = new ChurnCluster(name, host.prog())) {
            cluster.rememberIdle();
            clients.start(cluster.clientNodes());
            end.set(System.nanoTime() + time.toNanos());

            long peak = killUntilClientsEnd(clients, host, cluster);

            System.out.println(name + ": " + book + " peak=" + peak);
            clients.leave();
            cluster.whole();
            await().atMost(SOON).untilAsserted(() -> assertThat(files.living()).isEmpty());
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(host.programs()).allMatch(HostedProgram::ended));
            assertThat(host.programs()).allMatch(program -> program.trouble().isEmpty());
            cluster.nothingLeft();
            cluster.noErrors();
            assertThat(book.sins()).isEmpty();
            assertThat(book.sessions()).isGreaterThanOrEqualTo(sessions);
            assertThat(book.errors()).as("requests that a node's death ended").isPositive();
        }
    }

    /** Returns how many programs served at once, when it was looked. */
    private static long killUntilClientsEnd(
            ChurnClients clients, ProgramHost host, ChurnCluster cluster) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        long next = System.nanoTime() + BETWEEN_KILLS.toNanos() / 2;
        long peak = 0;
        while (!clients.ended(Duration.ofNanos(next - System.nanoTime()))) {
            peak = Math.max(peak, host.attached());
            cluster.whole();
            int victim = ChurnCluster.SERVERS.get(random.nextInt(ChurnCluster.SERVERS.size()));
            cluster.kill(victim);
            clients.ended(Duration.ofMillis(random.nextInt(MOST_AWAY_MS)));
            cluster.start(victim);
            next += BETWEEN_KILLS.toNanos();
        }
        return peak;
    }
}
