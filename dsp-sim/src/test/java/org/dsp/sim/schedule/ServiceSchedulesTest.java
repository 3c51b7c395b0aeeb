package org.dsp.sim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clusters of whole nodes whose clients call services, under seeded schedules of everything that
 * goes wrong: with machines, lines, daemons, programs, clients.
 */
class ServiceSchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("dsp.sim.schedules", 200);
    private static final ScheduleSettings SETTINGS =
            Boolean.getBoolean("dsp.sim.long")
                    ? ScheduleSettings.LONG_SERVICES
                    : ScheduleSettings.SERVICES;
    private static final long FIRST_SEED = Long.getLong("dsp.sim.seed", 1);

    /** The slow suite has 20 minutes, building included. */
    private static final Duration SLOW =
            Duration.ofMinutes(Integer.getInteger("dsp.sim.minutes", 15));

    private static final long FIRST_SLOW_SEED = Long.getLong("dsp.sim.seed", 1_000_000);
    private static final int AT_ONCE = 64;

    @Test
    void everyRequestHasOneEndAndNothingOutlivesWhatItIsFor() {
        List<Outcome> outcomes = Runs.of(FIRST_SEED, SCHEDULES, SETTINGS);
        assertThat(Runs.failed(outcomes)).isEmpty();
        if (SCHEDULES >= 100) {
            assertThat(outcomes.stream().mapToLong(Outcome::requests).sum())
                    .as("requests")
                    .isGreaterThan(50L * SCHEDULES);
            assertThat(outcomes.stream().mapToLong(Outcome::opened).sum())
                    .as("sessions opened")
                    .isGreaterThan(10L * SCHEDULES);
        }
    }

    @Test
    @Tag("slow")
    @Tag("services")
    void norInAsManyLongOnesAsFitIntoTheTime() {
        long end = System.nanoTime() + SLOW.toNanos();
        long seed = FIRST_SLOW_SEED;
        long sessions = 0;
        long requests = 0;
        List<String> failed;
        do {
            List<Outcome> outcomes = Runs.of(seed, AT_ONCE, ScheduleSettings.LONG_SERVICES);
            seed += AT_ONCE;
            sessions += outcomes.stream().mapToLong(Outcome::opened).sum();
            requests += outcomes.stream().mapToLong(Outcome::requests).sum();
            failed = Runs.failed(outcomes);
        } while (System.nanoTime() < end && failed.isEmpty());
        System.out.printf(
                "services: %d schedules of 3 minutes of faults, seeds %d to %d, %d requests, %d sessions%n",
                seed - FIRST_SLOW_SEED, FIRST_SLOW_SEED, seed - 1, requests, sessions);
        assertThat(failed).isEmpty();
    }

    @Test
    void aSeedIsARun() {
        for (long seed = 1; seed <= 3; seed++) {
            Outcome once = Schedule.run(seed, ScheduleSettings.SERVICES);
            Outcome again = Schedule.run(seed, ScheduleSettings.SERVICES);
            assertThat(again.trace()).isEqualTo(once.trace());
            assertThat(again.events()).isEqualTo(once.events());
            assertThat(again.requests()).isEqualTo(once.requests());
        }
    }
}
