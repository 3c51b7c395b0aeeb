package org.dsp.apps.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.Test;

class LatencyRunTest {
    private long now;
    private final List<Message> requests = new ArrayList<>();

    private LatencyRun run(LatencyRun.Exchange exchange, int cpuSeconds) {
        return new LatencyRun(
                message -> {
                    requests.add(Message.of(message.bytes()));
                    exchange.sendrec(message);
                },
                () -> now,
                cpuSeconds);
    }

    @Test
    void aRequestHasTheOriginalsFields() {
        LatencyRun run = run(LatencyProtocol::makeAnswer, 7);
        run.loop();
        run.loop();
        assertThat(requests.get(1))
                .isEqualTo(new Message().type(0x0A).m1().i1(1).i2(7).i3(3).p1(4).message());
    }

    @Test
    void anAnswerIsTheRequestWithAnotherType() {
        Message message = new Message();
        LatencyProtocol.makeRequest(message, 5, 2);
        LatencyProtocol.makeAnswer(message);
        assertThat(message)
                .isEqualTo(new Message().type(0x0B).m1().i1(5).i2(2).i3(3).p1(4).message());
    }

    @Test
    void timesAreOfTheExchangesOnly() {
        LatencyRun run =
                run(
                        message -> {
                            now += 1_000;
                            LatencyProtocol.makeAnswer(message);
                        },
                        0);
        for (int i = 0; i < 99; i++) {
            assertThat(run.loop()).isEqualTo(1_000);
            now += 50_000_000;
        }
        assertThat(run.loops()).isEqualTo(99);
        assertThat(run.total()).isEqualTo(99_000);
        assertThat(run.percentile(50)).isEqualTo(1_000);
        assertThat(run.longest()).isEqualTo(1_000);
    }

    @Test
    void percentilesSeeOneSlowLoopInAHundred() {
        LatencyRun run =
                run(
                        message -> {
                            now += message.m1().i1() == 50 ? 9_000_000 : 1_000;
                            LatencyProtocol.makeAnswer(message);
                        },
                        0);
        for (int i = 0; i < 100; i++) {
            run.loop();
        }
        assertThat(run.percentile(99)).isEqualTo(1_000);
        assertThat(run.percentile(100)).isEqualTo(9_000_000);
        assertThat(run.longest()).isEqualTo(9_000_000);
    }

    @Test
    void anErrorCodeAsAnswerEndsTheRunAndIsNamed() {
        LatencyRun run = run(message -> message.type(ErrorCode.EDVSNOSPC.number()), 0);
        assertThatThrownBy(run::loop)
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .hasMessageContaining("EDVSNOSPC (-28)");
        assertThat(run.loops()).isZero();
    }

    @Test
    void anAnswerToAnotherLoopEndsTheRun() {
        LatencyRun run = run(message -> message.type(0x0B).m1().i1(99), 0);
        assertThatThrownBy(run::loop).isInstanceOf(Failure.class).hasMessageContaining("loop 0");
    }

    @Test
    void anErrorOfTheCallEndsTheRunAndKeepsWhatWasMeasured() {
        LatencyRun run =
                run(
                        message -> {
                            if (message.m1().i1() == 1) {
                                throw new DvkException(ErrorCode.EDVSDSTDIED, "sendrec");
                            }
                            LatencyProtocol.makeAnswer(message);
                        },
                        0);
        run.loop();
        assertThatThrownBy(run::loop).isInstanceOf(DvkException.class);
        assertThat(run.loops()).isEqualTo(1);
    }

    @Test
    void afterAnErrorTheRequestIsRepeatedAndTheTimeWithoutAnAnswerIsKept() {
        int[] calls = {0};
        LatencyRun run =
                run(
                        message -> {
                            calls[0]++;
                            now += 1_000;
                            if (calls[0] == 2 || calls[0] == 3) {
                                throw new DvkException(ErrorCode.EDVSNOTCONN, "sendrec");
                            }
                            LatencyProtocol.makeAnswer(message);
                        },
                        0);
        run.loop();
        now += 500;
        assertThatThrownBy(run::loop).isInstanceOf(DvkException.class);
        assertThatThrownBy(run::loop).isInstanceOf(DvkException.class);
        assertThat(run.longestGap()).as("none has ended").isZero();
        run.loop();
        now += 90_000;
        run.loop();
        assertThat(requests.stream().map(m -> m.m1().i1())).containsExactly(0, 1, 1, 1, 2);
        assertThat(run.loops()).isEqualTo(3);
        assertThat(run.errors()).isEqualTo(2);
        assertThat(run.total()).as("failed calls are not measured").isEqualTo(3_000);
        assertThat(run.longestGap()).isEqualTo(3_500);
    }

    @Test
    void theServerBurnsWhatIsAskedWithinItsBound() {
        Message message = new Message();
        LatencyProtocol.makeRequest(message, 0, 5);
        assertThat(LatencyProtocol.cpuSeconds(message, 60)).isEqualTo(5);
        assertThat(LatencyProtocol.cpuSeconds(message, 3)).isEqualTo(3);
        LatencyProtocol.makeRequest(message, 0, -5);
        assertThat(LatencyProtocol.cpuSeconds(message, 60)).isZero();
    }

    @Test
    void burningEndsWhenTheServerIsToStop() {
        long start = System.nanoTime();
        Burner.burn(3600, () -> true);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
