package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimeoutsTest {
    @Property
    void millisecondsAreRoundedUp(@ForAll long seconds, @ForAll int nanos) {
        Duration duration = Duration.ofSeconds(seconds / 2, nanos);
        BigInteger exact =
                BigInteger.valueOf(duration.getSeconds())
                        .multiply(BigInteger.valueOf(1_000_000_000))
                        .add(BigInteger.valueOf(duration.getNano() + 999_999));
        BigInteger millis = exact.divide(BigInteger.valueOf(1_000_000));
        boolean forever =
                duration.isNegative()
                        || millis.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) > 0;
        assertThat(Timeouts.toMillis(duration)).isEqualTo(forever ? -1 : millis.intValueExact());
    }

    @Property
    void smallTimeOutsTooAreRoundedUp(@ForAll("micros") long micros) {
        assertThat(Timeouts.toMillis(Duration.ofNanos(micros * 1000)))
                .isEqualTo((int) ((micros + 999) / 1000));
    }

    @Example
    void theNamedOnesAreThoseOfTheOriginal() {
        assertThat(Timeouts.toMillis(Timeouts.FOREVER)).isEqualTo(-1);
        assertThat(Timeouts.toMillis(Timeouts.NOWAIT)).isZero();
        assertThat(Timeouts.toMillis(Timeouts.CALL)).isEqualTo(30_000);
        assertThat(Timeouts.toMillis(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Timeouts.toMillis(Duration.ofMillis(Integer.MAX_VALUE)))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Timeouts.toMillis(Duration.ofMillis(Integer.MAX_VALUE + 1L))).isEqualTo(-1);
        assertThat(Timeouts.toMillis(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(-1);
    }

    @Provide
    Arbitrary<Long> micros() {
        return Arbitraries.longs().between(0, 5_000_000);
    }
}
