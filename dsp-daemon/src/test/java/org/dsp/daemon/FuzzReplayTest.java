package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A failure says how to see it again, and then it is seen again. */
class FuzzReplayTest {
    private final List<Long> drawn = new ArrayList<>();

    @Test
    void anInputThatFailsIsNamedAndBeginsTheNextRunWithTheSameBytes() {
        AssertionError failed = fail(new Fuzz(42, 0), 7);

        assertThat(failed)
                .hasMessageContaining("input 7 of seed 42")
                .hasMessageContaining("-Ddsp.fuzz.seed=42 -Ddsp.fuzz.from=7")
                .hasRootCauseMessage("seeded");
        long lastDrawn = drawn.get(7);
        drawn.clear();
        fail(new Fuzz(42, 7), 7);
        assertThat(drawn).containsExactly(lastDrawn);
    }

    private AssertionError fail(Fuzz fuzz, long at) {
        Failing target = new Failing(at);
        return catchThrowableOfType(
                AssertionError.class,
                () -> fuzz.feed(target, 20, () -> assertThat(drawn).isNotEmpty()));
    }

    private final class Failing implements Fuzz.Target {
        private final long at;

        Failing(long at) {
            this.at = at;
        }

        @Override
        public void input(long number, SplittableRandom random) {
            drawn.add(random.nextLong());
            if (number == at) {
                throw new IllegalStateException("seeded");
            }
        }

        @Override
        public SentBytes sent() {
            return SentBytes.ofPeer();
        }

        @Override
        public int all() {
            return 1;
        }

        @Override
        public String outcomes() {
            return "";
        }

        @Override
        public boolean sawEveryOutcome() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
