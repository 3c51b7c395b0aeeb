package org.dsp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FixedRateTest {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
    private static final Duration STALL = Duration.ofMillis(200);

    @Test
    void aStallIsFeltByAllRequestsThatWereDueMeanwhile() throws IOException {
        Histogram latencies = new Histogram(HIGHEST, 3);
        long begin = System.nanoTime();
        long deadline = begin + Duration.ofMillis(300).toNanos();

        // 1000 per second, all by one client: 300 requests, of which the first takes 200 ms.
        new FixedRate(1, 1000).play(0, new Stalling(), latencies, begin, deadline);

        assertThat(latencies.getTotalCount()).isEqualTo(300);
        long halfOfIt = STALL.toNanos() / 2;
        // Those due in the first half of the stall waited longer than the other half.
        assertThat(latencies.getCountBetweenValues(halfOfIt, HIGHEST)).isGreaterThanOrEqualTo(95);
    }

    @Test
    void clientsShareTheRate() throws IOException {
        Histogram latencies = new Histogram(HIGHEST, 3);
        long begin = System.nanoTime();
        long deadline = begin + Duration.ofMillis(100).toNanos();

        new FixedRate(4, 1000).play(3, new Counting(), latencies, begin, deadline);

        assertThat(latencies.getTotalCount()).isEqualTo(25);
    }

    /** Answers at once. */
    private static class Counting implements Connection {
        @Override
        public void roundTrip() {}

        @Override
        public void oneWay() {}

        @Override
        public void put(int bytes) {}

        @Override
        public void get(int bytes) {}

        @Override
        public void close() {}
    }

    /** Answers the first request late, all others at once. */
    private static final class Stalling extends Counting {
        private boolean stalled;

        @Override
        public void roundTrip() {
            if (!stalled) {
                stalled = true;
                long until = System.nanoTime() + STALL.toNanos();
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
        }
    }
}
