package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServicesTest {
    /** By hand 200 ms; on demand 2, 3, 10 ms later, of which it had the program for a half. */
    private static final List<Services.Pair> PAIRS =
            List.of(pair(2_000), pair(10_000), pair(3_000));

    private static Services.Pair pair(int later) {
        int delivered = 200_000 + later;
        return new Services.Pair(
                new Services.Start(200_000, 201_000, 202_000),
                new Services.Start(delivered - later / 2, delivered, delivered + 1_000));
    }

    @Test
    void whatIsBeyondTheProgramsOwnStartIsTakenPairByPair() {
        Map<String, Double> values =
                Services.figures(PAIRS).entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));

        assertThat(values)
                .isEqualTo(
                        Map.of(
                                "services.program.ms", 200.0,
                                "services.delivered.ms", 203.0,
                                "services.beyond.p50.ms", 3.0,
                                "services.beyond.p99.ms", 10.0,
                                "services.handover.p50.ms", 1.5,
                                "services.handover.p99.ms", 5.0,
                                "services.answered.ms", 4.0));
    }
}
