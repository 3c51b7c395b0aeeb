package org.dsp.apps.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

class LatencyReportTest {
    private long now;

    @Test
    void aLoopHasTheOriginalsLine() {
        assertThat(LatencyReport.loop(0, 4_123_456))
                .isEqualTo("Time total elapsed in loop 0: 0.004123456 [s]");
    }

    @Test
    void theEndHasTheOriginalsLinesAndPercentiles() {
        LatencyRun run =
                new LatencyRun(
                        message -> {
                            now += message.m1().i1() == 3 ? 5_000_000 : 1_000_000;
                            LatencyProtocol.makeAnswer(message);
                        },
                        () -> now,
                        0);
        for (int i = 0; i < 4; i++) {
            run.loop();
        }
        assertThat(LatencyReport.summary(run))
                .containsExactly(
                        "Total average latency in 4 loops: 0.002000000 [s]",
                        "Message throughput in 4 loops: 1000.00 [msg/s]",
                        "Latency percentiles in 4 loops: p50 0.001000447, p99 0.005000000,"
                                + " max 0.005000000 [s]");
    }

    @Test
    void errorsThatWereLivedThroughAreTheLastLine() {
        boolean[] failed = {false};
        LatencyRun run =
                new LatencyRun(
                        message -> {
                            now += 250_000_000;
                            if (!failed[0]) {
                                failed[0] = true;
                                throw new DvkException(ErrorCode.EDVSNOTCONN, "sendrec");
                            }
                            LatencyProtocol.makeAnswer(message);
                        },
                        () -> now,
                        0);
        assertThatThrownBy(run::loop).isInstanceOf(DvkException.class);
        run.loop();
        assertThat(LatencyReport.summary(run))
                .hasSize(4)
                .endsWith(
                        "Errors between 1 loops: 1, longest time without an answer 0.500000000"
                                + " [s]");
    }

    @Test
    void aRunWithoutLoopsHasNothingToReport() {
        assertThat(LatencyReport.summary(new LatencyRun(m -> {}, () -> 0, 0))).isEmpty();
    }
}
