package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoorbellTest {
    private final Doorbell bell = new Doorbell(Thread.currentThread());

    @Test
    void itDoesNotInterruptWhoIsAwake() {
        bell.ring();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whoWasRungForDoesNotFallAsleepUntilHeLooked() {
        bell.ring();
        assertThat(bell.sleep()).isFalse();
        bell.hush();
        assertThat(bell.sleep()).isTrue();
        bell.wakeUp();
    }

    @Test
    void itInterruptsWhoSleepsAndTheFlagIsGoneAfterwards() {
        assertThat(bell.sleep()).isTrue();
        bell.ring();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        bell.wakeUp();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(bell.sleep()).as("still rung for").isFalse();
    }

    @Test
    void theEndInterruptsWhateverIsDone() {
        bell.ringHard();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bell.sleep()).isFalse();
    }

    @Test
    void noRingIsLostAndNoInterruptStrays() {
        int rings = 20_000;
        AtomicInteger rung = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicBoolean strayed = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        Thread sleeper =
                new Thread(
                        () -> {
                            Doorbell own = new Doorbell(Thread.currentThread());
                            Thread ringer =
                                    new Thread(
                                            () -> {
                                                for (int i = 0; i < rings; i++) {
                                                    rung.incrementAndGet();
                                                    own.ring();
                                                }
                                            });
                            ringer.start();
                            while (seen.get() < rings) {
                                if (own.sleep()) {
                                    try {
                                        if (never.await(30, TimeUnit.SECONDS)) {
                                            return;
                                        }
                                    } catch (InterruptedException e) {
                                        // This is the bell.
                                        assertThat(e).isNotNull();
                                    } finally {
                                        own.wakeUp();
                                    }
                                }
                                own.hush();
                                strayed.compareAndSet(false, Thread.interrupted());
                                seen.set(rung.get());
                            }
                        });
        sleeper.start();
        await().until(() -> seen.get() == rings);
        assertThat(strayed).isFalse();
    }
}
