package org.dsp.sim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clusters of real agents, nodes and channels under seeded schedules of everything that goes wrong.
 * A failing seed prints itself, what was done and what the daemons said.
 */
class SchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("dsp.sim.schedules", 300);
    private static final ScheduleSettings SETTINGS =
            Boolean.getBoolean("dsp.sim.long") ? ScheduleSettings.LONG : ScheduleSettings.SHORT;
    private static final long FIRST_SEED = Long.getLong("dsp.sim.seed", 1);

    /** The slow suite has 20 minutes, building and what else it does included. */
    private static final Duration SLOW =
            Duration.ofMinutes(Integer.getInteger("dsp.sim.minutes", 15));

    private static final long FIRST_SLOW_SEED = Long.getLong("dsp.sim.seed", 1_000_000);
    private static final int AT_ONCE = 64;

    @Test
    void whenFaultsStopEverybodyHasTheSameTruePicture() {
        List<Outcome> outcomes = Runs.of(FIRST_SEED, SCHEDULES, SETTINGS);
        assertThat(Runs.failed(outcomes)).isEmpty();
        if (SCHEDULES >= 100) {
            assertThat(outcomes.stream().mapToLong(Outcome::opened).sum())
                    .as("sessions opened")
                    .isGreaterThan(20L * SCHEDULES);
            assertThat(outcomes.stream().mapToLong(Outcome::leaves).sum())
                    .as("links left")
                    .isGreaterThan(5L * SCHEDULES);
        }
    }

    @Test
    @Tag("slow")
    @Tag("cluster")
    void norInAsManyLongOnesAsFitIntoTheTime() {
        long end = System.nanoTime() + SLOW.toNanos();
        long seed = FIRST_SLOW_SEED;
        long sessions = 0;
        long leaves = 0;
        List<String> failed;
        do {
            List<Outcome> outcomes = Runs.of(seed, AT_ONCE, ScheduleSettings.LONG);
            seed += AT_ONCE;
            sessions += outcomes.stream().mapToLong(Outcome::opened).sum();
            leaves += outcomes.stream().mapToLong(Outcome::leaves).sum();
            failed = Runs.failed(outcomes);
        } while (System.nanoTime() < end && failed.isEmpty());
        System.out.printf(
                "cluster: %d schedules of 3 simulated minutes, seeds %d to %d, %d sessions, %d links left%n",
                seed - FIRST_SLOW_SEED, FIRST_SLOW_SEED, seed - 1, sessions, leaves);
        assertThat(failed).isEmpty();
    }

    @Test
    void aSeedIsARun() {
        for (long seed = 1; seed <= 3; seed++) {
            Outcome once = Schedule.run(seed, ScheduleSettings.SHORT);
            Outcome again = Schedule.run(seed, ScheduleSettings.SHORT);
            assertThat(again.trace()).isEqualTo(once.trace());
            assertThat(again.events()).isEqualTo(once.events());
        }
    }
}
