package org.dsp.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir private Path directory;
    private ChildProcess child;

    @AfterEach
    void end() {
        child.close();
    }

    @Test
    void aLineOfEitherOutputIsWaitedFor() {
        start("echo one; echo two >&2; cat");

        assertThat(child.awaitLine("o.e")).isEqualTo("one");
        assertThat(child.awaitLine("tw.*")).isEqualTo("two");
        assertThat(child.out().lines()).containsExactly("one");
        assertThat(child.err().lines()).containsExactly("two");
    }

    @Test
    void waitingForALineEndsWhenTheProcessHasEndedWithoutItAndShowsWhatItSaid() {
        start("echo cannot start; exit 3");

        assertThatThrownBy(() -> child.awaitLine("ready"))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("has ended without a line that matches ready")
                .hasMessageContaining("(exit 3)")
                .hasMessageContaining("cannot start");
    }

    @Test
    void aConditionThatHeldOnlyForAMomentHasHeld() {
        start("cat");
        AtomicInteger asked = new AtomicInteger();

        child.await("the second time", SHORT, () -> asked.incrementAndGet() == 2);

        assertThat(asked).hasValue(2);
    }

    @Test
    void waitingForALineEndsAfterTheGivenTime() {
        start("echo busy; cat");

        assertThatThrownBy(() -> child.awaitLine("ready", SHORT))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("waited 0.05 s for a line that matches ready")
                .hasMessageContaining("(runs as " + child.pid() + ")");
    }

    @Test
    void aQuestionIsAnsweredByTheNextLine() {
        start("while read line; do echo \"$line!\"; done");

        assertThat(child.ask("a", ChildProcess.PATIENCE)).isEqualTo("a!");
        assertThat(child.ask("b", ChildProcess.PATIENCE)).isEqualTo("b!");
    }

    @Test
    void theEndOfItsInputIsSeenAndItsExitStatusReturned() {
        start("cat; exit 7");

        child.endInput();

        assertThat(child.awaitExit()).isEqualTo(7);
    }

    @Test
    void theLastLinesAreThereWhenItHasEnded() throws Exception {
        start("seq 1 1000");

        child.awaitExit();

        assertThat(child.out().lines()).hasSize(1000).last().isEqualTo("1000");
        assertThat(Files.readAllLines(directory.resolve("child.out"))).hasSize(1000);
    }

    @Test
    void aFrozenProcessDoesNothingUntilItGoesOn() {
        start("while read line; do echo \"$line!\"; done");
        child.ask("before", ChildProcess.PATIENCE);

        child.signal(Signal.STOP);
        assertThatThrownBy(() -> child.ask("while frozen", SHORT))
                .isInstanceOf(HarnessException.class);
        child.signal(Signal.CONT);

        assertThat(child.awaitLine("while frozen!")).isNotEmpty();
    }

    @Test
    void aKilledProcessIsGoneOnReturn() {
        start("cat");

        child.kill();

        assertThat(child.alive()).isFalse();
        assertThat(child.awaitExit()).isEqualTo(128 + 9);
    }

    @Test
    void aProcessThatIgnoresEverythingIsKilledOnClose() {
        start("trap '' TERM; echo set; while :; do read line || :; done");
        child.awaitLine("set");

        child.close();

        assertThat(child.alive()).isFalse();
    }

    @Test
    void whatTheKernelSaysOfAProcessIsRead() {
        start("cat");

        assertThat(ProcFiles.residentKib(child.pid())).isPositive();
        assertThat(ProcFiles.cpuSeconds(child.pid())).isNotNegative();
        assertThat(ProcFiles.frozen(child.pid())).isFalse();
    }

    private void start(String script) {
        child =
                ChildProcess.start(
                        "child", List.of("sh", "-c", script), Map.of(), directory, directory);
    }
}
