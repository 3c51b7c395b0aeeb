package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineLimiterTest {
    private final LineLimiter limiter = new LineLimiter(2, 100, 1000);

    @Test
    void soManyLinesAPeriodAndTheRestIsToldWithTheNextOne() {
        assertThat(limiter.allows(1000)).isTrue();
        assertThat(limiter.more()).isEmpty();
        assertThat(limiter.allows(1050)).isTrue();
        assertThat(limiter.allows(1060)).isFalse();
        assertThat(limiter.allows(1099)).isFalse();

        assertThat(limiter.allows(1100)).isTrue();
        assertThat(limiter.more()).isEqualTo(" (2 more such lines left out)");
        assertThat(limiter.more()).isEmpty();
    }
}
