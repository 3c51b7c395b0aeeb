package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong bytes on the real sockets of a real daemon, with Netty's leak detector at paranoid: random
 * ones, cut frames, and every field of every frame changed in ten ways. They end in a close with a
 * reason, an error, or a delivery to the process that they name; never in anything else.
 */
class SocketFuzzTest {
    /** Programs that behave allocate as well, and the JIT; a leak of 1 KiB per input is more. */
    private static final long MOST_GROWTH = 16 << 20;

    @TempDir Path dir;

    @Test
    @Timeout(120)
    void of20000WrongInputsNoneDoesHarm() throws Exception {
        feed(20_000);
    }

    @Test
    @Tag("slow")
    @Tag("fuzz")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void ofAMillionWrongInputsNoneDoesHarm() throws Exception {
        feed(1_000_000);
    }

    private void feed(int inputs) throws Exception {
        Fuzz fuzz = Fuzz.run();
        TestNodes nodes = new TestNodes(dir, 3);
        int descriptors = FuzzStage.descriptors();
        // Peers have more frames to get wrong.
        int ofPeer = inputs / 20 * 13;
        try (FuzzStage stage = new FuzzStage(nodes);
                Fuzz.Target peer = new FuzzedPeer(nodes, FuzzStage.FUZZED, FuzzStage.SERVER);
                Fuzz.Target program =
                        new FuzzedProgram(nodes.socket(1), FuzzStage.SERVER, FuzzStage.FAR)) {
            stage.begin(List.of(peer.sent(), program.sent()));
            long heap = FuzzStage.heap();

            CompletableFuture<Void> programs =
                    CompletableFuture.runAsync(
                            () -> fuzz.feed(program, inputs - ofPeer, stage::isWell));
            fuzz.feed(peer, ofPeer, stage::isWell);
            programs.join();

            stage.judge();
            assertThat(FuzzStage.heap() - heap).as("growth of the heap").isLessThan(MOST_GROWTH);
            assertThat(ofPeer).isGreaterThanOrEqualTo(peer.all());
            assertThat(inputs - ofPeer).isGreaterThanOrEqualTo(program.all());
            assertThat(peer.sawEveryOutcome()).as(peer.outcomes()).isTrue();
            assertThat(program.sawEveryOutcome()).as(program.outcomes()).isTrue();
            assertThat(stage.messagesDelivered()).isPositive();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(FuzzStage.descriptors()).isLessThanOrEqualTo(descriptors));
    }
}
