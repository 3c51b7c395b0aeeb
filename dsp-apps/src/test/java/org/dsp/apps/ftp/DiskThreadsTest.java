package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskThreadsTest {
    private final AtomicInteger bells = new AtomicInteger();
    private final DiskThreads disk = new DiskThreads(2, bells::incrementAndGet);
    private final List<Object> results = new ArrayList<>();

    @AfterEach
    void close() {
        disk.close();
    }

    private void finishAll() {
        while (!disk.isIdle()) {
            try {
                disk.finishOne(10_000_000_000L);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void resultsComeBackOnTheThreadThatAsksForThem() {
        Thread here = Thread.currentThread();
        AtomicBoolean elsewhere = new AtomicBoolean();
        disk.run(
                () -> {
                    elsewhere.set(Thread.currentThread() != here);
                    return 5;
                },
                result -> {
                    assertThat(Thread.currentThread()).isSameAs(here);
                    results.add(result);
                },
                results::add);
        assertThat(disk.isIdle()).isFalse();
        await().until(() -> bells.get() == 1);
        assertThat(results).isEmpty();
        disk.finish();
        assertThat(results).containsExactly(5);
        assertThat(elsewhere).isTrue();
        assertThat(disk.isIdle()).isTrue();
    }

    @Test
    void everyKindOfErrorComesBackAsARefusal() {
        disk.run(
                () -> {
                    throw new IOException("No space left on device");
                },
                results::add,
                refusal -> results.add(refusal.code()));
        finishAll();
        disk.run(
                () -> {
                    throw new Refusal(ErrorCode.EDVSACCES, "no");
                },
                results::add,
                refusal -> results.add(refusal.code()));
        finishAll();
        disk.run(
                () -> {
                    throw new IllegalStateException("oops");
                },
                results::add,
                refusal -> results.add(refusal.getMessage()));
        finishAll();
        assertThat(results)
                .containsExactly(
                        ErrorCode.EDVSNOSPC,
                        ErrorCode.EDVSACCES,
                        "unexpected: java.lang.IllegalStateException: oops");
    }

    @Test
    void slowWorkDoesNotHoldUpOtherWork() {
        CountDownLatch slow = new CountDownLatch(1);
        disk.run(
                () -> {
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return "slow";
                },
                results::add,
                results::add);
        disk.run(() -> "quick", results::add, results::add);
        await().until(() -> bells.get() == 1);
        disk.finish();
        assertThat(results).containsExactly("quick");
        slow.countDown();
        finishAll();
        assertThat(results).containsExactly("quick", "slow");
    }

    @Test
    void chunksAreMadeWhenNeededAndUsedAgain() {
        AtomicInteger made = new AtomicInteger();
        Chunks chunks =
                new Chunks(
                        2,
                        () -> new Chunk(made.incrementAndGet(), java.nio.ByteBuffer.allocate(1)));
        Chunk first = chunks.take().orElseThrow();
        chunks.give(first);
        assertThat(chunks.take()).containsSame(first);
        assertThat(made).hasValue(1);
        assertThat(chunks.take()).isPresent();
        assertThat(chunks.take()).isEmpty();
        assertThat(chunks.inUse()).isEqualTo(2);
    }
}
