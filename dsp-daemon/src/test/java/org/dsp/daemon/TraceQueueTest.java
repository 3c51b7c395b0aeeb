package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dsp.core.node.FrameTap.Way;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames between two threads: in order, bounded, each there or counted. */
@Timeout(60)
class TraceQueueTest {
    private static final int MANY = 500_000;

    private final ProxyHeader header = new ProxyHeader();
    private final ServedAt served = new ServedAt();
    private int told;
    private final TraceQueue queue = new TraceQueue(() -> told++);

    private void add(int number) {
        queue.add(number, Way.IN, 3, header.mType(number), served);
    }

    @Test
    void whatWasAddedIsThereWithAllThatWasSaid() {
        served.node = 7;
        add(5);
        served.node = 8;
        header.mType(0);

        assertThat(queue.ready(10)).isEqualTo(1);
        TraceQueue.Slot slot = queue.peek(0);
        assertThat(slot.nanos).isEqualTo(5);
        assertThat(slot.way).isEqualTo(Way.IN);
        assertThat(slot.peer).isEqualTo(3);
        assertThat(slot.header.mType()).isEqualTo(5);
        assertThat(slot.served.node).isEqualTo(7);
        queue.take(1);
        assertThat(queue.ready(10)).isZero();
    }

    @Test
    void whatDoesNotFitIsDroppedAndCountedOnce() {
        for (int i = 0; i < TraceQueue.CAPACITY + 3; i++) {
            add(i);
        }

        assertThat(queue.newlyDropped()).isEqualTo(3);
        assertThat(queue.newlyDropped()).isZero();
        assertThat(queue.ready(Integer.MAX_VALUE)).isEqualTo(TraceQueue.CAPACITY);
        assertThat(queue.peek(0).header.mType()).isZero();
        queue.take(1);
        add(99);
        assertThat(queue.newlyDropped()).isZero();
        assertThat(queue.peek(TraceQueue.CAPACITY - 1).header.mType()).isEqualTo(99);
    }

    @Test
    void whoWaitsIsToldOnceAndWhoDoesNotIsLeftAlone() {
        add(1);
        assertThat(told).isZero();
        assertThat(queue.await()).isTrue();
        queue.take(1);
        assertThat(queue.await()).isFalse();
        add(2);
        add(3);

        assertThat(told).isEqualTo(1);
    }

    @Test
    void addingMakesNoGarbage() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        add(0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            add(i);
            queue.take(queue.ready(1));
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4096);
    }

    @Test
    void twoThreadsLoseNothingThatIsNotCounted() throws InterruptedException {
        var more = new CountDownLatch(1);
        var shared = new TraceQueue(more::countDown);
        Thread loop =
                new Thread(
                        () -> {
                            ProxyHeader mine = new ProxyHeader();
                            for (int i = 1; i <= MANY; i++) {
                                shared.add(i, Way.OUT, 1, mine.mType(i).session(i), served);
                            }
                        });
        assertThat(shared.await()).isFalse();
        loop.start();
        more.await();
        List<Integer> wrong = new ArrayList<>();
        long seen = 0;
        long dropped = 0;
        int last = 0;
        while (seen + dropped < MANY) {
            int ready = shared.ready(64);
            for (int i = 0; i < ready; i++) {
                ProxyHeader h = shared.peek(i).header;
                if (h.mType() <= last || h.session() != h.mType()) {
                    wrong.add(h.mType());
                }
                last = h.mType();
            }
            shared.take(ready);
            seen += ready;
            dropped += shared.newlyDropped();
        }
        loop.join();

        assertThat(wrong).isEmpty();
        assertThat(seen + dropped).isEqualTo(MANY);
        assertThat(seen).isGreaterThanOrEqualTo(TraceQueue.CAPACITY);
    }
}
